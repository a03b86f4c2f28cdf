"""The app with security headers, sign-in, lines for followers of a walkthrough, data for programs, pages for frames."""

from streamlit import App

from panels.document.late_drawing import drawing_routes
from panels.document.manifest import manifest_routes
from panels.document.parts import name_cited
from panels.document.preview import preview_routes
from panels.document.search_description import search_routes
from panels.document.service_worker import worker_routes
from panels.edit.report_form import report_routes
from panels.embeds.routes import embed_routes
from panels.ogc.routes import ogc_routes
from panels.open_data.citing import cite_routes
from panels.open_data.feed import feed_routes
from panels.open_data.mcp_server import open_mcp
from panels.open_data.photographs import photograph_routes
from panels.open_data.routes import data_routes
from panels.open_data.views import view_routes
from panels.rooms.stream import stream_routes
from panels.server.headers import security_middleware
from panels.server.health import health_routes
from panels.server.logs import begin_logs
from panels.server.programs import program_middleware
from panels.server.security_contact import security_routes
from panels.server.sign_in import sign_in_middleware, sign_in_routes
from panels.server.startup import lifespan
from panels.server.watched import watching_middleware

begin_logs()
models, awake = open_mcp(lifespan)
for_programs = [*data_routes(), *cite_routes(name_cited), *ogc_routes(), *feed_routes(), *models]
routes = [*health_routes(), *stream_routes(), *embed_routes(name_cited), *view_routes(), *preview_routes()]
routes += [*drawing_routes(), *manifest_routes(), *search_routes(), *worker_routes()]
routes += security_routes()
routes += [*sign_in_routes(), *photograph_routes(), *report_routes()]
entrance = [*watching_middleware(), *sign_in_middleware()]
middleware = [*entrance, *program_middleware(for_programs), *security_middleware()]
app = App("dashboard.py", routes=routes, middleware=middleware, lifespan=awake)
