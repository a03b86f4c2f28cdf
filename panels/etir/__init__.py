"""The page of e-TIR routes and readiness."""
