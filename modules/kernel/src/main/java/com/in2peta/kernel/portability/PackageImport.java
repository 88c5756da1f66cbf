package com.in2peta.kernel.portability;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Takes up some elements of a package. What is in it comes from a stranger and is held to the same rules as a call of the API. */
public interface PackageImport {

    /**
     * What was done.
     *
     * @param made by name: what was not there before
     * @param kept by name: what was there already, and stays as it is
     */
    record Outcome(Map<String, Integer> made, Map<String, Integer> kept) {}

    /** The tables whose rows it wants, as packages call them. */
    Set<String> elements();

    /**
     * All of it in one transaction, or nothing: makes what is missing for this organization, under its own username. Repeating it changes nothing.
     *
     * @param rows by element, in the order of the package; an element that the package lacks has none
     */
    Outcome take(UUID organizationId, String username, Map<String, List<JsonNode>> rows);
}
