"""A small set of our own: invented news in British and American style, each case named after what it shows.

``said`` lists what must be found, in order: the quoted words (their beginning is enough where ``…`` ends them), the
kind, the entity that speaks (``-`` for none) and what the text calls the speaker. Other quotes must not be found,
save indirect ones where the case expects none.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A text and what is said in it."""

    shows: str
    text: str
    said: tuple[tuple[str, str, str, str], ...] = ()


CASES = (
    Case(
        "cue after the quotation, American commas",
        "“We will rebuild the bridge,” Anna Weller told reporters on Monday.",
        (("We will rebuild the bridge,", "direct", "Anna Weller", "Anna Weller"),),
    ),
    Case(
        "inversion",
        "“The harbour was empty,” said Tom Hardwick, a fisherman from Grimsby.",
        (("The harbour was empty,", "direct", "Tom Hardwick", "Tom Hardwick"),),
    ),
    Case(
        "British single quotation marks with apostrophes and possessive plurals inside",
        "‘The players’ union doesn’t want a strike,’ said Helen Marsh. ‘It’s the owners’ turn.’",
        (
            ("The players’ union doesn’t want a strike,", "direct", "Helen Marsh", "Helen Marsh"),
            ("It’s the owners’ turn.", "direct", "Helen Marsh", "Helen Marsh"),
        ),
    ),
    Case(
        "straight single marks and elisions",
        "'We've seen nothing like it since the '90s,' David Cole said. He liked rock 'n' roll.",
        (("We've seen nothing like it since the '90s,", "direct", "David Cole", "David Cole"),),
    ),
    Case(
        "straight double marks, a split quotation",
        '"We lost," Maria Ortega said on Friday, "but we will be back."',
        (
            ("We lost,", "direct", "Maria Ortega", "Maria Ortega"),
            ("but we will be back.", "direct", "Maria Ortega", "Maria Ortega"),
        ),
    ),
    Case(
        "colon before the quotation",
        "Karen Doyle added: “Nobody asked the residents.”",
        (("Nobody asked the residents.", "direct", "Karen Doyle", "Karen Doyle"),),
    ),
    Case(
        "the rest of the paragraph goes on with the same speaker",
        "“The school will close,” Peter Lang said. “There is no money left.” Rain fell outside.",
        (
            ("The school will close,", "direct", "Peter Lang", "Peter Lang"),
            ("There is no money left.", "direct", "Peter Lang", "Peter Lang"),
        ),
    ),
    Case(
        "one quotation over two paragraphs, its opening mark repeated",
        "“The first winter was hard,” Laura Bennett wrote. “We had no coal.\n\n"
        "“The second was worse. We left in March.”",
        (
            ("The first winter was hard,", "direct", "Laura Bennett", "Laura Bennett"),
            ("We had no coal.…", "direct", "Laura Bennett", "Laura Bennett"),
        ),
    ),
    Case(
        "a quotation within a quotation is part of it, and has a speaker of its own",
        "“My father told me, ‘Never sell the farm,’ and I never did,” George Pratt said.",
        (
            ("My father told me,…", "direct", "George Pratt", "George Pratt"),
            ("Never sell the farm,", "direct", "-", "My father"),
        ),
    ),
    Case(
        "never to somebody who is only inside the quotation",
        "“Sarah Quinn said the road was safe.” The sign hung by the gate.",
        (("Sarah Quinn said the road was safe.", "direct", "-", ""),),
    ),
    Case(
        "a pronoun",
        "Emily Foster opened the clinic in May. “People queue from five,” she said.",
        (("People queue from five,", "direct", "Emily Foster", "she"),),
    ),
    Case(
        "pronouns told apart by gender",
        "Mrs Alice Warren met Mr Robert Hume on Tuesday. “He was late,” she said. “She was early,” he replied.",
        (
            ("He was late,", "direct", "Alice Warren", "she"),
            ("She was early,", "direct", "Robert Hume", "he"),
        ),
    ),
    Case(
        "a role given before",
        "Spokesman Martin Reid answered questions for an hour. “The dam is sound,” the spokesman said.",
        (("The dam is sound,", "direct", "Martin Reid", "the spokesman"),),
    ),
    Case(
        "a speaker the text does not name",
        "The council met on Monday. “The pool stays shut,” a spokeswoman said.",
        (("The pool stays shut,", "direct", "-", "a spokeswoman"),),
    ),
    Case(
        "an organisation speaks",
        "“Trains will run late,” Northgate Rail said in a statement.",
        (("Trains will run late,", "direct", "Northgate Rail", "Northgate Rail"),),
    ),
    Case(
        "according to",
        "The bridge is “close to collapse”, according to Susan Price.",
        (("close to collapse", "fragment", "Susan Price", "Susan Price"),),
    ),
    Case(
        "fragments of a judgement",
        "Frank Miller called the budget “a disgrace” and “an insult to nurses”.",
        (
            ("a disgrace", "fragment", "Frank Miller", "Frank Miller"),
            ("an insult to nurses", "fragment", "Frank Miller", "Frank Miller"),
        ),
    ),
    Case(
        "a participle belongs to the main clause",
        "Nora Fields visited her rival, Paul Stone, on Sunday, saying “old quarrels must end”.",
        (("old quarrels must end", "fragment", "Nora Fields", "Nora Fields"),),
    ),
    Case(
        "what somebody calls something",
        "James Porter resigned over what he called “a culture of fear”.",
        (("a culture of fear", "fragment", "James Porter", "James Porter"),),
    ),
    Case(
        "a possessive and a noun",
        "Voters laughed at Oliver Grant’s claim that the tunnel was “nearly ready for trains”.",
        (("nearly ready for trains", "fragment", "Oliver Grant", "Oliver Grant"),),
    ),
    Case(
        "a tweet",
        "“Proud of this town tonight!” Rachel Adams tweeted.",
        (("Proud of this town tonight!", "direct", "Rachel Adams", "Rachel Adams"),),
    ),
    Case(
        "a signature after a dash",
        "“Best soup in the county.” — Walter Simmons",
        (("Best soup in the county.", "direct", "Walter Simmons", "Walter Simmons"),),
    ),
    Case(
        "a heading that names the speaker first",
        "Diana Clarke: I would ‘sell the palace tomorrow’ to pay for schools",
        (("sell the palace tomorrow", "direct", "Diana Clarke", "Diana Clarke"),),
    ),
    Case(
        "a question mark before the cue",
        "“Who pays for the wall?” asked Henry Walsh.",
        (("Who pays for the wall?", "direct", "Henry Walsh", "Henry Walsh"),),
    ),
    Case(
        "the lead-in stands in the paragraph before",
        "Barbara Hughes read from her diary:\n\n“We walked for nine days and saw no lights.”",
        (("We walked for nine days and saw no lights.", "direct", "Barbara Hughes", "Barbara Hughes"),),
    ),
    Case(
        "an office before the name",
        "“No decision has been made,” Secretary of State Michael Dorn told the committee.",
        (("No decision has been made,", "direct", "Michael Dorn", "Michael Dorn"),),
    ),
    Case(
        "an apposition after the name",
        "“The soil is dead,” Julia Brandt, a senior fellow at the Institute of Agronomy, told the paper.",
        (("The soil is dead,", "direct", "Julia Brandt", "Julia Brandt"),),
    ),
    Case(
        "of works in a row, each is a title",
        "Tidewater buys the podcast “Small Claims” and “The Lamp Repairman,” for an undisclosed sum.",
    ),
    Case(
        "an answer after the title of a show is no title",
        "Asked on ITV’s “Good Morning Wexmouth”, “Absolutely,” Jane Roe said.",
        (("Absolutely,", "direct", "Jane Roe", "Jane Roe"),),
    ),
    Case(
        "titles of works, broadcasts and nicknames are no speech",
        "The film “Northern Lights” opened on Friday. William “Billy” Hart stars, CBC’s “Morning Report” said so.",
    ),
    Case(
        "scare quotes and so-called things are no speech",
        "The so-called “green lane” was closed, and the “tunnel” tax stayed.",
    ),
    Case(
        "markup left over is no speech",
        'Prices fell. <a href="http://example.org/x" class="wide">More</a>',
    ),
    Case(
        "an unclosed quotation ends with its paragraph",
        "Alan Bishop said: “We had no warning at all.\n\nThe river rose again on Monday.",
        (("We had no warning at all.", "direct", "Alan Bishop", "Alan Bishop"),),
    ),
    Case(
        "guillemets",
        "«Wir bleiben hier», said Greta Lindner.",
        (("Wir bleiben hier", "direct", "Greta Lindner", "Greta Lindner"),),
    ),
    Case(
        "an interview goes on after the question",
        "“I never planned to run,” says Joan Harper. “It happened.”\n\nDoes she regret it?\n\n"
        "“Not for one day, not for one hour.”",
        (
            ("I never planned to run,", "direct", "Joan Harper", "Joan Harper"),
            ("It happened.", "direct", "Joan Harper", "Joan Harper"),
            ("Not for one day, not for one hour.", "direct", "Joan Harper", "she"),
        ),
    ),
    Case(
        "a relative clause with a cue",
        "The letter pleased Simon Baker, who called it “a small miracle for the valley”.",
        (("a small miracle for the valley", "fragment", "Simon Baker", "who"),),
    ),
    Case(
        "as somebody put it",
        "The match was, as Arthur Dean put it, “a long walk in the rain”.",
        (("a long walk in the rain", "fragment", "Arthur Dean", "Arthur Dean"),),
    ),
    Case(
        "a passive names nobody",
        "The scheme was described as “a waste of public money” on Tuesday.",
        (("a waste of public money", "fragment", "-", ""),),
    ),
    Case(
        "a passive with an agent",
        "The scheme was described as “a waste of public money” by Robert Finch.",
        (("a waste of public money", "fragment", "Robert Finch", "Robert Finch"),),
    ),
    Case(
        "a spokesman for somebody, then his name",
        "“The vote was fair,” a spokesman for the governor, Neil Watson, told the court.",
        (("The vote was fair,", "direct", "Neil Watson", "Neil Watson"),),
    ),
    Case(
        "a name before a role is not the speaker",
        "“The ads will run,” Weller campaign spokesman Tom Hardwick said.",
        (("The ads will run,", "direct", "Tom Hardwick", "Tom Hardwick"),),
    ),
    Case(
        "who was reported to speak goes on as he",
        "Frank Miller told the committee he was worried about the dam. “It moves every spring,” he said.",
        (
            ("he was worried about the dam", "indirect", "Frank Miller", "Frank Miller"),
            ("It moves every spring,", "direct", "Frank Miller", "he"),
        ),
    ),
    Case(
        "two speakers in turn",
        "“You are late,” said Clara Hill.\n\n“The train was late,” said Jack Moore.\n\n“Sit down,” said Clara Hill.",
        (
            ("You are late,", "direct", "Clara Hill", "Clara Hill"),
            ("The train was late,", "direct", "Jack Moore", "Jack Moore"),
            ("Sit down,", "direct", "Clara Hill", "Clara Hill"),
        ),
    ),
    Case(
        "single words are quoted too when somebody says them",
        "Asked whether he would resign, Edward Kemp said: “No.”",
        (("No.", "direct", "Edward Kemp", "Edward Kemp"),),
    ),
    Case(
        "reported speech",
        "Mr Daniel Coates said he did not know what had happened in Oslo.",
        (("he did not know what had happened in Oslo", "indirect", "Daniel Coates", "Daniel Coates"),),
    ),
    Case(
        "reported speech with a fragment in it",
        "Victoria Lane said the plan was “dead on arrival” in the upper house.",
        (
            ("the plan was “dead on arrival” in the upper house", "indirect", "Victoria Lane", "Victoria Lane"),
            ("dead on arrival", "fragment", "Victoria Lane", "Victoria Lane"),
        ),
    ),
    Case(
        "reported speech, the source at the end",
        "The fire started in the kitchen, according to Samuel Boyd.",
        (("The fire started in the kitchen", "indirect", "Samuel Boyd", "Samuel Boyd"),),
    ),
    Case(
        "reported speech, its source with an office",
        "According to Anna Holm, the mayor of Eide, the talks go on.",
        (("the talks go on", "indirect", "Anna Holm", "Anna Holm"),),
    ),
    Case(
        "reported speech, its source with an office that the parse takes for its owner",
        "The figures settle the debate, said Chartered Accountants of Halden’s chief economist, Lena Brassard-Holm.",
        (("The figures settle the debate", "indirect", "Lena Brassard-Holm", "Lena Brassard-Holm"),),
    ),
    Case(
        "a heading with its source behind a colon",
        "Pellworth Economics spoke of a solid report on Friday.\n\n‘We expect the bank to wait’: Pellworth Economics"
        "\n\nIts director Andrew Hale said May’s larger-than-expected increase is a welcome surprise.",
        (
            ("We expect the bank to wait", "direct", "Pellworth Economics", "Pellworth Economics"),
            ("May’s larger-than-expected increase is a welcome surprise", "indirect", "Andrew Hale", "Andrew Hale"),
        ),
    ),
    Case(
        "what a campaign says is nobody's, though it has somebody's name",
        "Anna Holm met Olav Dahl. “We are ready,” the Holm campaign said. Dahl’s team said “nothing is over”.",
        (("We are ready,", "direct", "-", "campaign"), ("nothing is over", "fragment", "-", "Dahl’s team")),
    ),
    Case(
        "what is reported may end with a verb that is a cue elsewhere",
        "According to Anna Holm, the flats would be built whatever the council decided.",
        (("the flats would be built whatever the council decided", "indirect", "Anna Holm", "Anna Holm"),),
    ),
    Case(
        "somebody has said",
        "Anna Holm has said she will not stand again.",
        (("she will not stand again", "indirect", "Anna Holm", "Anna Holm"),),
    ),
    Case(
        "who acknowledged what",
        "“We go on,” said Olav Dahl, who acknowledged the vote was close.",
        (
            ("We go on,", "direct", "Olav Dahl", "Olav Dahl"),
            ("the vote was close", "indirect", "Olav Dahl", "who"),
        ),
    ),
    Case(
        "reported speech with its cue within",
        "Those who now have the right to vote, Anna Holm said, must still register.",
        (
            (
                "Those who now have the right to vote, Anna Holm said, must still register",
                "indirect",
                "Anna Holm",
                "Anna Holm",
            ),
        ),
    ),
    Case(
        "a link before what was said",
        "But, Anna Holm said, the plan is dead.",
        (("the plan is dead", "indirect", "Anna Holm", "Anna Holm"),),
    ),
    Case(
        "a pronoun that opens what was said",
        "Anna Holm won. That is why, she argued, the party should be ready.",
        (("That is why, she argued, the party should be ready", "indirect", "Anna Holm", "she"),),
    ),
    Case(
        "what the narrator tells before it is no part of what was said",
        "Anna Holm met Olav Dahl. The council voted to close the pool, and the decision, Holm said, was final.",
        (("the decision, Holm said, was final", "indirect", "Anna Holm", "Holm"),),
    ),
    Case(
        "a subject of one word before the cue",
        "Inflation, Anna Holm said, is falling faster than expected.",
        (("Inflation, Anna Holm said, is falling faster than expected", "indirect", "Anna Holm", "Anna Holm"),),
    ),
    Case(
        "when somebody said it is not what",
        "On the day the bank fell, Anna Holm wrote. Having lost the vote that mattered, Olav Dahl conceded.",
    ),
    Case(
        "the subject behind a source has commas of its own",
        "According to Anna Holm, the sale, which closed in June, was fair.",
        (("the sale, which closed in June, was fair", "indirect", "Anna Holm", "Anna Holm"),),
    ),
    Case(
        "what nobody says, or is asked or wished, is not reported",
        "No bank has said it will leave. Neither union said the offer was fair. Has the union said it will strike? Had "
        "Anna Holm said she was ill, we would have helped. Olav Dahl is alleged to have told them that it was over. It "
        "is time the bank said it was sorry. The panel indicates that the battery is low.",
    ),
    Case(
        "titles before a name are not cried",
        "“Hello again to you”: Anna Holm\n\n“The Crown”: Anna Holm\n\nAnna Holm sang on Monday.",
        (("Hello again to you", "direct", "Anna Holm", "Anna Holm"),),
    ),
    Case(
        "a body without a name reports",
        "Anna Holm met officials on Monday. The union said the offer was poor. Two human rights groups warned that the "
        "council was losing its grip. A source said the talks had failed. The companies said they would appeal.",
        (
            ("the offer was poor", "indirect", "-", "The union"),
            ("the council was losing its grip", "indirect", "-", "Two human rights groups"),
            ("the talks had failed", "indirect", "-", "A source"),
            ("they would appeal", "indirect", "-", "The companies"),
        ),
    ),
    Case(
        "those who say something are told apart by it",
        "Voters who say the economy matters most were evenly divided.",
    ),
    Case(
        "what stands after a semicolon is not what was said",
        "A clerk and two officers testified; an evening newspaper had the story first.",
    ),
    Case(
        "reported speech of a company beside its owner",
        "Markets were calm on Monday.\n\nPellworth Foods, run by Jane Roe, said it would close a plant. Halden Bank, "
        "which Tom Bexley founded in 1990, said it had no debts.",
        (
            ("it would close a plant", "indirect", "Pellworth Foods", "Pellworth Foods"),
            ("it had no debts", "indirect", "Halden Bank", "Halden Bank"),
        ),
    ),
    Case(
        "a title after “whose” and “behind” is not said",
        "Anna Weller, whose “The Lives of the Tide” sold well, spoke. Kate Briggs was the hand behind “Small Hours”.",
    ),
    Case(
        "a gesture between two quotations hands the word on",
        "“The dating is optimistic,” Lars Holm says. Anna Weller shrugs. “Lars is a pessimist by training.”",
        (
            ("The dating is optimistic,", "direct", "Lars Holm", "Lars Holm"),
            ("Lars is a pessimist by training.", "direct", "Anna Weller", "Anna Weller"),
        ),
    ),
    Case(
        "initials before a colon are whose they are",
        "The swimmer Yuki Tamura-Ferreira won in Leith.\n\nYTF: “I lost a bet to a friend, and she charged interest.”",
        (("I lost a bet to a friend, and she charged interest.", "direct", "Yuki Tamura-Ferreira", "YTF"),),
    ),
    Case(
        "mother of three and her name",
        "The storm came on Monday.\n\n“I was scared for my life,” said mother of three Jane Holm.",
        (("I was scared for my life,", "direct", "Jane Holm", "Jane Holm"),),
    ),
    Case(
        "a refusal to say reports nothing",
        "Christine Wood would not say whether the mine will open.",
    ),
    Case(
        "what stands for a noun speaks: the qualifier, the two",
        "Jana Weller beat Laila Marsh in Eide. “She was better,” the qualifier said. “We stay,” the two said.",
        (("She was better,", "direct", "-", "the qualifier"), ("We stay,", "direct", "-", "the two")),
    ),
    Case(
        "marks that lost their spaces",
        "Helen Marsh said:“We are late.”The rest left.",
        (("We are late.", "direct", "Helen Marsh", "Helen Marsh"),),
    ),
    Case(
        "a participle speaks: the convicted",
        "The trial ended in Eide. “We will appeal,” the convicted said.",
        (("We will appeal,", "direct", "-", "the convicted"),),
    ),
    Case(
        "which of two is the younger is not told",
        "Jana Weller and Laila Marsh came to Eide. “We wait,” the younger said.",
        (("We wait,", "direct", "-", "the younger"),),
    ),
    Case(
        "a museum is no company",
        "Anna Weller runs Eide Power. The museum said it would open in May.",
        (("it would open in May", "indirect", "-", "The museum"),),
    ),
    Case(
        "a utility reports",
        "Anna Weller runs Eide Power. The utility said it would watch the weather closely.",
        (("it would watch the weather closely", "indirect", "Eide Power", "The utility"),),
    ),
)
