package com.in2peta.web.models;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.web.api.Requests;

/** What can be asked of the search, however it is asked. */
final class Search {

    static final int MOST = Limits.SEARCH_RESULTS;

    private Search() {}

    static String query(String pointer, String text) {
        if (text == null || text.isBlank() || text.length() > Limits.SEARCH_LENGTH || text.indexOf('\0') >= 0) {
            throw Requests.invalid(pointer, "must be a text of 1 to " + Limits.SEARCH_LENGTH + " characters");
        }
        return text;
    }
}
