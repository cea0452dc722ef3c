"""The 25 questions in the very words in which people were heard to ask them, by their stable ids."""

ASKED = {
    "Q1": "The Supreme Court threw out the tariffs, so is the $800 duty-free limit back?",
    "Q2": "I ordered a $30 thing from abroad. What gets filed, by whom, and what might I be asked for?",
    "Q3": "Is a birthday present from my aunt abroad still free?",
    "Q4": "What do I pay today on my product: which duties stack, and as of when?",
    "Q5": "Was the across-the-board surcharge 10 % or 15 %, and is it still on?",
    "Q6": "Are books, vinyl records, antiques, postcards exempt?",
    "Q7": (
        "UPS/FedEx billed a huge sum, it looks like the wrong code (a 200 % "
        '"Russian aluminum" line). How do I dispute?'
    ),
    "Q8": 'Who keeps what on this bill: duty, MPF, "processing", "disbursement", "brokerage"?',
    "Q9": "Can I refuse the parcel? Who pays then, and where does it go?",
    "Q10": "I got a text/e-mail saying customs wants money. Scam or real?",
    "Q11": "Are IEEPA refunds coming to me? I paid FedEx/UPS or the shop, not customs.",
    "Q12": "I sell from Canada/UK/EU: must I prepay duty now, and how, by post or courier?",
    "Q13": "I make it here from Chinese fabric/parts/paper. What is its origin?",
    "Q14": "It is USMCA-made. How do I claim zero on a small parcel when the platform ignores it?",
    "Q15": "My own item came back from repair and was charged full duty (twice). Right?",
    "Q16": 'Supplier offers "DDP, we put a low invoice, don\'t worry". Am I liable?',
    "Q17": "Can Amazon (or the platform, or my warehouse) be my importer of record? Who can?",
    "Q18": "Do I need a broker or a bond for the first shipment?",
    "Q19": "How do I find my HTS code, and whose fault is a wrong one?",
    "Q20": "Cosmetics, supplements, food, tea in small parcels: what does FDA want now?",
    "Q21": "Toys and children's things: what is eFiling and does a $15 toy need it?",
    "Q22": (
        "Steel or aluminum inside: duty on the whole thing or only on the metal? I can't learn the smelter."
    ),
    "Q23": 'Where must "Made in …" be, and what if it is not there?',
    "Q24": 'I got a seizure notice for "counterfeit" goods. What now?',
    "Q25": (
        "A competitor cheats (fake origin, low values). Can I report without "
        "my name, learn what happens, get a reward?"
    ),
}
