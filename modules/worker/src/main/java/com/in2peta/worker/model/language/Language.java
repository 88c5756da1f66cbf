package com.in2peta.worker.model.language;

import java.util.Locale;

/** The languages that can be told apart, in the order of the model's classes. */
public enum Language {
    EN("English"),
    DE("German"),
    FR("French"),
    ES("Spanish"),
    IT("Italian"),
    PT("Portuguese"),
    NL("Dutch"),
    PL("Polish"),
    SV("Swedish"),
    FI("Finnish");

    private final String englishName;

    Language(String englishName) {
        this.englishName = englishName;
    }

    /** The code of ISO 639-1. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String englishName() {
        return englishName;
    }
}
