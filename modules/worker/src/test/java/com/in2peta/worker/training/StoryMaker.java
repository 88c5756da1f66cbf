package com.in2peta.worker.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes up short stories from a grammar: people, places and things stay the same within one story. */
final class StoryMaker {

    private static final List<String> WOMEN =
            words("Anna Clara Ellen Fiona Grace Hanna Ida Julia Laura Marta Nora Rosa");
    private static final List<String> MEN = words("Adam Boris David Emil Felix Henry Jonas Karl Leo Martin Oscar Paul");
    private static final List<String> TRADES = list(
            "baker,carpenter,doctor,farmer,fisher,gardener,miller,painter,sailor,shepherd,tailor,teacher,clockmaker,weaver");
    private static final List<String> PLACES = list(
            "village,small town,valley,harbour,old mill,forest,mountain,island,market,castle,lake,lighthouse,bridge,orchard");
    private static final List<String> THINGS = list(
            "lamp,letter,silver key,wooden box,map,ring,book,clock,violin,coat,basket,mirror,golden coin,bell,small boat,blue stone");
    private static final List<String> ANIMALS =
            list("dog,grey cat,black horse,goat,white owl,young fox,crow,donkey,little bird,rabbit,hedgehog,goose");
    private static final List<String> FOODS = list(
            "bread and cheese,warm soup,apples,honey cake,fish and potatoes,pancakes,plums,a pot of tea,roasted nuts");
    private static final List<String> QUALITIES =
            list("old,quiet,clever,patient,brave,tired,curious,kind,lonely,careful,cheerful,proud,poor,honest");
    private static final List<String> WEATHERS = list(
            "the rain fell softly,the sun was shining,a cold wind blew from the north,the snow lay deep,thick fog covered the hills,the sky was clear and full of stars,a storm came over the sea,the first leaves were falling");
    private static final List<String> TIMES = list(
            "one morning,one evening,the next day,late at night,in the spring,that winter,on a summer afternoon,before sunrise,after a long week,on the last day of the year");
    private static final List<String> FEELINGS =
            list("happy,afraid,surprised,sad,glad,angry,hopeful,calm,ashamed,very hungry");

    private static final List<String> BEGINNINGS = List.of(
            "Once there was a {q} {t} called {N} who lived near the {p}.",
            "In a {p} far away lived {N}, a {q} {t}.",
            "{N} was a {t}, and everybody in the {p} knew how {q} {s} was.",
            "Long ago, a {q} {t} by the name of {N} came to the {p}.",
            "Nobody in the {p} was as {q} as {N} the {t}.",
            "Many years ago {N} worked as a {t} in the {p}.");

    private static final List<String> MIDDLES = List.of(
            "{T}, when {w}, {s} found a {o} under a tree.",
            "{T} {s} walked to the {p} to look for the {o}.",
            "\"Where is my {o}?\" asked {N}, but nobody could answer.",
            "The {a} followed {m} all the way to the {p2}.",
            "{T} a {q2} {t2} knocked at the door and asked for {f}.",
            "{S} gave the {t2} {f}, and they talked until it was dark.",
            "\"I have seen your {o} at the {p2},\" said the {t2}.",
            "\"Do not go to the {p2} alone,\" said the {a}, \"for {w} when I came from there.\"",
            "{N} was {e}, because the {o} had belonged to {h} mother.",
            "{S} put the {o} into {h} bag and went on without a word.",
            "{W}, and the road to the {p2} was long.",
            "{T} they reached the {p2}, but the gate was closed.",
            "The {a} was {e}, so {N} shared {h} {f} with it.",
            "\"If you help me,\" said the {a}, \"I will show you the way to the {p2}.\"",
            "{S} had never seen a {o} like this, and {s} felt {e}.",
            "When {w}, {N} stayed at home and mended the {o}.",
            "The {t2} wanted to buy the {o}, but {N} shook {h} head.",
            "\"It is only an old {o},\" said {N}, \"but it is mine.\"",
            "{T} {s} woke up and heard the {a} outside the window.",
            "Then {s} remembered what the {q2} {t2} had told {m} about the {o}.",
            "{S} wrote everything down, so that nobody would forget it.",
            "The people of the {p} were {e} when they heard about the {o}.",
            "There was nothing to eat but {f}, and {s} was {e}.",
            "For three days {s} waited at the {p2}, and {w}.",
            "The {q2} {t2} laughed and gave {m} back the {o}.",
            "\"Why are you so {e}?\" asked the {t2}. \"Because I have lost my {o},\" said {N}.");

    private static final List<String> ENDS = List.of(
            "From that day on {N} and the {a} were friends.",
            "And so the {o} came back to the {p}, where it can still be seen.",
            "{N} never went to the {p2} again, but {s} often thought of the {t2}.",
            "In the end everybody was {e}, and there was {f} for all.",
            "{S} went home, and {w}.",
            "That is how the {q} {t} found the {o}.");

    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");

    private final SplittableRandom random;

    StoryMaker(long seed) {
        random = new SplittableRandom(seed);
    }

    private static List<String> words(String names) {
        return List.of(names.split(" "));
    }

    private static List<String> list(String phrases) {
        return List.of(phrases.split(","));
    }

    private String one(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The sentences of one story. */
    List<String> story() {
        boolean woman = random.nextBoolean();
        String name = one(woman ? WOMEN : MEN);
        String trade = one(TRADES);
        String otherTrade = one(TRADES);
        String place = one(PLACES);
        String otherPlace = one(PLACES);
        String thing = one(THINGS);
        String animal = one(ANIMALS);
        String quality = one(QUALITIES);
        List<String> templates = new ArrayList<>();
        templates.add(one(BEGINNINGS));
        int length = random.nextInt(4, 9);
        while (templates.size() < length) {
            String next = one(MIDDLES);
            if (!templates.contains(next)) {
                templates.add(next);
            }
        }
        templates.add(one(ENDS));
        List<String> sentences = new ArrayList<>();
        for (String template : templates) {
            Matcher slots = SLOT.matcher(template);
            StringBuilder sentence = new StringBuilder();
            while (slots.find()) {
                String word = switch (slots.group(1)) {
                    case "N" -> name;
                    case "s" -> woman ? "she" : "he";
                    case "S" -> woman ? "She" : "He";
                    case "m" -> woman ? "her" : "him";
                    case "h" -> woman ? "her" : "his";
                    case "t" -> trade;
                    case "t2" -> otherTrade;
                    case "p" -> place;
                    case "p2" -> otherPlace;
                    case "o" -> thing;
                    case "a" -> animal;
                    case "q" -> quality;
                    case "q2" -> one(QUALITIES);
                    case "f" -> one(FOODS);
                    case "e" -> one(FEELINGS);
                    case "w" -> one(WEATHERS);
                    case "W" -> capital(one(WEATHERS));
                    case "T" -> capital(one(TIMES));
                    default -> throw new IllegalStateException(slots.group());
                };
                slots.appendReplacement(sentence, word);
            }
            slots.appendTail(sentence);
            sentences.add(sentence.toString().replaceAll("\\b([Aa]) (?=[aeiou])", "$1n "));
        }
        return sentences;
    }

    private static String capital(String phrase) {
        return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1);
    }

    /** Stories until there are so many characters; {@code seen} collects their sentences. */
    String stories(int characters, Set<String> seen) {
        StringBuilder text = new StringBuilder();
        while (text.length() < characters) {
            List<String> story = story();
            seen.addAll(story);
            text.append(String.join(" ", story)).append("\n\n");
        }
        return text.toString();
    }

    /** Sentences that the training stories do not contain, one to a line. */
    static List<String> unseen(long seed, int sentences, Set<String> seen) {
        StoryMaker maker = new StoryMaker(seed);
        Set<String> found = new HashSet<>();
        List<String> result = new ArrayList<>();
        while (result.size() < sentences) {
            for (String sentence : maker.story()) {
                if (!seen.contains(sentence) && found.add(sentence) && result.size() < sentences) {
                    result.add(sentence);
                }
            }
        }
        return result;
    }
}
