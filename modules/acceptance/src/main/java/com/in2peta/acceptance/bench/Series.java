package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import java.util.ArrayList;
import java.util.List;

/** The rounds of one side. */
final class Series {

    private final List<Double> rounds = new ArrayList<>();

    void add(double value) {
        rounds.add(value);
    }

    double median() {
        return quantile(0.5);
    }

    /** Whether the last three are within a twentieth of each other. */
    boolean isSteady() {
        if (rounds.size() < 3) {
            return false;
        }
        List<Double> last = rounds.subList(rounds.size() - 3, rounds.size());
        double least = last.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = last.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return least > 0 && most <= least * 1.05;
    }

    ObjectNode json() {
        ObjectNode json = Api.JSON.createObjectNode();
        json.put("median", median()).put("iqr", quantile(0.75) - quantile(0.25));
        ArrayNode all = json.putArray("rounds");
        rounds.forEach(all::add);
        return json;
    }

    private double quantile(double part) {
        List<Double> sorted = rounds.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return 0;
        }
        double place = part * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
}
