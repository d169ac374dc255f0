"""The addresses that anyone may open, each with the reason why. Everything else asks who you are first."""

PUBLIC: dict[str, str] = {
    "": "the home page: what to do and where one's dossier is",
    "tim/": "nobody signs in to find a procedure",
    "thu-tuc/": "procedures are published for everyone to read",
    "thu-tuc/<slug:key>/": "as the list of procedures",
    "tra-cuu/": "whoever has a code may see where the dossier is, without personal data",
    "tra-cuu/<str:code>/": "as the form it comes from",
    "xac-minh/<str:token>/": "whoever is handed a paper may check that it is real",
    "ngon-ngu/<slug:language>/": "choosing the language of the pages",
    "rieng-tu/": "what is kept about people must be readable before they give it",
    "de-dung/": "how the site can be used",
    "dang-nhap/": "signing in",
    "dang-ky/": "registering",
    "dang-xuat/": "signing out twice must not ask to sign in",
    "can-bo/dang-nhap/": "signing in as an officer",
    "robots.txt": "asked for by machines",
    "favicon.ico": "asked for by browsers",
}
