package com.in2peta.worker.training;

import com.in2peta.worker.model.language.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sentences written for the language model: those to learn from, and those held back. */
final class LanguageTexts {

    /** A piece of text and its language. */
    record Sample(Language language, String text) {}

    private LanguageTexts() {}

    private static List<String> lines(String file) {
        try (InputStream in = LanguageTexts.class.getResourceAsStream("/language/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> sentences(Language language) {
        return lines(language.code() + ".training.txt");
    }

    /** The most frequent small words of a language. */
    static List<String> commonWords(Language language) {
        String line = lines("common-words.txt").stream()
                .filter(each -> each.startsWith(language.code() + " "))
                .findFirst()
                .orElseThrow();
        return List.of(line.substring(3).split(" "));
    }

    /** From each held-back sentence its beginning and its end, cut to the given number of characters. */
    static List<Sample> heldBack(int characters) {
        List<Sample> samples = new ArrayList<>();
        for (String line : lines("held-back.txt")) {
            Language language = Language.valueOf(line.substring(0, 2).toUpperCase(Locale.ROOT));
            String sentence = line.substring(3);
            samples.add(new Sample(language, sentence.substring(0, characters)));
            samples.add(new Sample(language, sentence.substring(sentence.length() - characters)));
        }
        return samples;
    }
}
