"""What is said about what people and spreadsheets write in cells of our own columns."""

import pytest

from geo.check.folder import DATA_FOLDER, check_folder
from geo.tables.cells import rules_for
from geo.tables.csv_file import read_table
from geo.tables.schema import Cells, read_dictionary

FAILED = "A formula of a spreadsheet has failed here; write the value."
SERIAL = "A spreadsheet seems to have turned a date into its day number; format the cell as text."
FOUR = "Write the year with four digits."
VAGUE = "Write the year, or its months as an interval; what else is said of the date belongs in the note."
YEARS = "Two years stand here: an interval has a slash between, and four digits for each."
MONTH = "It must be a month from 01 to 12, not {}."
POINT = "A number has one decimal point at most; more than one stands here."
ANY_ORDER = "Write year-month-day; a spreadsheet may have changed this date."
EITHER = "Write 2022-04-03 or 2022-03-04: which number is the day and which the month is not certain."
TWO = "Two numbers stand here; a cell holds one."
PAIR = "Two numbers stand here; latitude and longitude have a column each."
INEXACT = "Write a number alone; that it is not exact, or a limit, belongs in the note."
ONE = "Several stand here; a cell of this column holds one."
SEMICOLONS = "Entries of a list are parted by semicolons (;)."
BLANK = "Leave the cell blank when this is not known."
ALWAYS = "Around the clock is 00:00 to 24:00."
ADDRESSES = "Several web addresses stand here; a cell holds one."
NO_ZONE = "Write the name of a zone: a difference of hours does not say when clocks are changed."
OTHER_UNIT = "The column is in hours; write the number in it, without a unit."
# Text or word that is proposed, by column and entry; a whole sentence where nothing is proposed; blank for no hint.
HINTS = {
    "dwell.hours": {
        "12%": OTHER_UNIT, "1.2.3": POINT, "n/a": BLANK, "нет данных": BLANK, "bilinmiyor": BLANK, "-": BLANK, "12k": "", "12-14": TWO,
        "12 h": "12", "12h": "12", "12 saat": "12", "12 ч.": "12", "12 сағ": "12", "12 hrs": "12", "2,5 h": "2.5", "12,5": "12.5",
        "12:30": "12.5", "12:20:24": "12.34", "#REF!": FAILED, "#N/A": FAILED, "#ERROR!": FAILED, "Err:502": FAILED, "Loading...": FAILED,
        "=A1+B2": "A formula stands here, not its result; write the value.", "١٢": "12", "۱۲٫۵": "12.5", "１２": "12", "10-12": TWO,
        "10–12": TWO, "10 to 12": TWO, "41.7, 44.9": TWO, "<1": INEXACT, "~3": INEXACT, "about 3": INEXACT, "около 3": INEXACT,
        "2 days": OTHER_UNIT, "90 мин": OTHER_UNIT, "3*": "3", "3 [1]": "3", "1O": "10", ".5": "0.5", "1 234": "", "many": "",
        "####": "The column was too narrow to show what stands here; widen it, and save the file again.", "TBD": BLANK,
        "1E+03": "A spreadsheet has shortened this number; write all its digits.", "twelve": "", "45291": "", "about": "",
        "15.фев": "A spreadsheet may have turned this number into a date; format the column as text.",
    },
    "dwell.cost_usd": {"$20": "20", "USD 20": "20", "20 долл.": "20", "$ 1,234.50": "1234.50", "$1,234": "", "20k": "20000", "20 EUR": ""},
    "dwell.year": {
        "2019 г.": "2019", "2019г.": "2019", "2019 y.": "2019", "2019 жылы": "2019", "2019.0": "2019", "31.12.2019": "2019", "2O19": "2019",
        "۲۰۱۹": "2019", "43466": SERIAL, "19": "Write the year with four digits.", "2019/20": "Two years stand here; the column holds one.",
        "2019-2020": "Two years stand here; the column holds one.", "c. 2019": INEXACT, "219": FOUR, "20222": FOUR, "022": FOUR, "20 22": FOUR,
    },
    "places.lat": {
        "41.7185 N": "41.7185", "N41.7185": "41.7185", "41 43 07": "41.718611", "41°43.11'N": "41.7185", "41d43m07s": "41.718611",
        "41,7185 с.ш.": "41.7185", "41.7185 kuzey": "41.7185", "41.5 S": "-41.5", "44.9 E": "It belongs under lon, not under lat.",
        "41.7.2": POINT, "41,7,2": POINT, "41°42'N": "41.7", "1 234,5": "", "41.7185, 44.9": PAIR, "41.7185/44.9": PAIR, "POINT(44.9 41.7)": PAIR, "٤١٫٧": "41.7", "41 7185": "", "41 73.11": "",
    },
    "places.elevation_m": {"1200 м": "1200", "1,200 m": "", "1.2 km": "The column is in m; write the number in it, without a unit."},
    "volumes.value": {
        "12k": "12000", "1 234,5": "1234.5", "1.234,5": "1234.5", "12,345.6": "12345.6", "1.2.3.4": POINT, "1,234,5": POINT, "~12": INEXACT,
        "1 234 567": "1234567", "1'234'567": "1234567", "1.234.567,5": "1234567.5", "12,3 млн": "12300000", "1,2 bin": "1200",
        "1,234": "The comma may part thousands or decimals: write 1234 or 1.234.",
    },
    "visits.date": {
        "31.12.2023": "2023-12-31", "12/31/2023": "2023-12-31", "03.04.2022": EITHER, "31.12.23": ANY_ORDER, "Dec-23": ANY_ORDER,
        "45291": SERIAL, "45291.0": SERIAL, "31 December 2023": "2023-12-31", "December 31, 2023": "2023-12-31", "Aralık 2023": "2023-12",
        "31 декабря 2023 г.": "2023-12-31", "2023 жылғы 31 желтоқсан": "2023-12-31", "2023-12-31T10:00:00Z": "2023-12-31",
        "31.12.2023 10:30": "2023-12-31", "2023-12-1": "2023-12-01", "12/2023": "2023-12", "20231231": "2023-12-31", "2023.0": "2023",
        "2023 ж.": "2023", "Q1 2023": "2023-01/2023-03", "c. 2023": "2023~", "16-18 May 2022": "2022-05-16/2022-05-18",
        "2022-05-16 to 2022-05-18": "2022-05-16/2022-05-18", "2015–2016": "2015/2016", "２０２３": "2023", "2023–12–31": "2023-12-31",
        "31 февраля 2023": "It must be a day that the month has (2023-02 has 28 days).", "spring 2023": VAGUE, "202312": "",
        "early 2024": VAGUE, "весна 2023": VAGUE, "2020s": VAGUE, "before 2020": VAGUE, "end of 2023": VAGUE, "202": FOUR, "20222": FOUR,
        "H1 2024": "2024-01/2024-06", "2024 H2": "2024-07/2024-12", "2023/24": YEARS, "winter 2022/23": YEARS, "2024-13": MONTH.format("13"),
        "2024/05": "2024-05", "05.2024": "2024-05", "1.5.24": ANY_ORDER, "2024-00": MONTH.format("00"), "2024-": "",
        "2016–2015": "It must be an interval that starts before it ends (2016 is after 2015).",
    },
    "sources.url": {
        "www.a.org": "https://www.a.org", "a.org/b": "https://a.org/b", "https//a.org": "https://a.org", "hxxp://a.org": "https://a.org",
        "10.1000/182": "https://doi.org/10.1000/182", "[a](https://a.org)": "https://a.org", "https://a.org, https://b.org": ADDRESSES,
        "https://a.org/a b": "A web address has no blanks; a blank in it is written %20.", "a@b.org": "", "report.pdf": "", "see above": "",
    },
    "places.country": {
        "Kazakhstan": "KAZ", "Казахстан": "KAZ", "Қазақстан": "KAZ", "TÜRKİYE": "TUR", "Çin": "CHN", "Kyrgyz Republic": "KGZ", "РФ": "RUS",
        "Turkmenstan": "TKM", "КAZ": "KAZ", "KAZ, UZB": ONE, "KAZ;UZB": ONE, "398": "", "XKX": "",
    },
    "visits.delegations": {"KAZ, UZB": SEMICOLONS, "KAZ/UZB": SEMICOLONS, "KAZ and UZB": SEMICOLONS, "KAZ & UZB": SEMICOLONS},
    "opening_hours.opens": {
        "7/24": ALWAYS, "24/7": ALWAYS, "24 h": ALWAYS, "круглосуточно": ALWAYS, "8 am": "08:00", "12:30 AM": "00:30", "5 pm": "17:00",
        "8h30": "08:30", "0800": "08:00", "٠٨:٠٠": "08:00", "13 pm": "", "25:00": "",
        "08:00-17:00": "Two times stand here; opens and closes have a column each.",
        "0.333333": "A spreadsheet seems to have turned a time into a part of a day; format the cell as text.",
    },
    "dwell.mode": {
        "Karayolu": "road", "автомобильный": "road", "железная дорога": "rail", "ж/д": "rail", "теңіз": "sea", "havayolu": "air", "ROAD": "road",
        "road;rail": ONE, "road and rail": ONE, "rail/road": ONE, "tram": "",
    },
    "places.modes": {"road, rail": SEMICOLONS, "road/rail": SEMICOLONS},
    "dwell.confidence": {"yüksek": "high", "средняя": "medium", "төмен": "low"},
    "comparisons.back": {"t": "yes", "f": "no", "off": "no", "WAHR": "yes", "-": "", "n/a": "", "yes/no": "", "1": "yes", "0": "no", "✓": "yes", "N": "no", "x": "", "perhaps": "", "да.": "да"},
    "places.place_id": {"red bridge": "red-bridge", "red_bridge": "red-bridge", "Kapıkule": "kapikule", "#REF!": FAILED, "карасу": ""},
    "time_zones.zone": {"Istanbul": "Europe/Istanbul", "UTC+4": NO_ZONE, "+04:00": NO_ZONE, "Azerbaijan": "", "MSK": ""},
    "places.name": {"#SPILL!": FAILED, "Kap&#305;kule": "Kapıkule", "=A1": "A formula stands here, not its result; write the value."},
}  # fmt: skip


@pytest.fixture(scope="module")
def columns():
    dictionary = read_dictionary(
        read_table(DATA_FOLDER / "dictionary.csv"), read_table(DATA_FOLDER / "vocabularies.csv")
    )
    return {
        f"{column.table}.{column.column}": Cells(
            column, rules_for(column, dictionary.vocabularies, dictionary.labels, decimal_comma=False)
        )
        for columns in dictionary.columns.values() for column in columns
    }  # fmt: skip


@pytest.mark.parametrize("name", HINTS)
def test_what_is_said_of_a_cell(columns, name):
    said = {
        entry: [getattr(hint, "values", {}).get("text", getattr(hint, "values", {}).get("word", hint)) or hint
                for _, _, hint in columns[name].judge(entry)]
        for entry in HINTS[name]
    }  # fmt: skip
    assert said == {entry: [hint] for entry, hint in HINTS[name].items()}


@pytest.mark.parametrize(
    ("entry", "hint"), [("cpmm-2022, founding-text", SEMICOLONS), ("cpmm-2022, x", 'Did you mean "cpmm-2022"?')]
)
def test_ids_with_commas_between_are_told_when_each_is_known(small, entry, hint):
    faults = check_folder(small.change("places", 2, source_id=entry).write()).faults
    assert faults[0].hint == hint
    assert {fault.cause for fault in faults[1:]} == {"lost: places.csv"}
