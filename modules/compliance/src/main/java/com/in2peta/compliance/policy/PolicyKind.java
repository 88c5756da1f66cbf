package com.in2peta.compliance.policy;

import com.in2peta.kernel.privacy.Catalogue;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The policies that are published. */
enum PolicyKind {
    PRIVACY {
        @Override
        PolicyDocument document(Catalogue catalogue, String contact) {
            return PolicyDocument.privacy(catalogue, contact);
        }

        @Override
        Set<String> facts(Catalogue catalogue) {
            return Facts.of(catalogue);
        }
    },
    COOKIES {
        @Override
        PolicyDocument document(Catalogue catalogue, String contact) {
            return PolicyDocument.cookies(catalogue, contact);
        }

        @Override
        Set<String> facts(Catalogue catalogue) {
            Set<String> facts = new TreeSet<>();
            catalogue.browser().keySet().forEach(key -> facts.add("category:" + key));
            return facts;
        }
    };

    abstract PolicyDocument document(Catalogue catalogue, String contact);

    /** What is compared to tell a material change. */
    abstract Set<String> facts(Catalogue catalogue);

    /** As it stands in paths and rows. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
