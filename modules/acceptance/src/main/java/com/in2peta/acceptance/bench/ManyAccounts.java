package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** R2: the same load on one account against 10,000 accounts. */
final class ManyAccounts implements Benchmark {

    private static final int ACCOUNTS = 10_000;
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 7;
    private static final int SECONDS = 12;
    private static final int WARM_WINDOWS = 8;
    private static final long SEED = 20_261_123;

    @Override
    public String name() {
        return "r2";
    }

    @Override
    public String title() {
        return "accepted predictions/s of one account / of 10,000 accounts";
    }

    @Override
    public double wanted() {
        return 0.9;
    }

    @Override
    public boolean lessIsBetter() {
        return false;
    }

    @Override
    public List<String> tools() {
        return List.of("wrk");
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        Customer owner = lab.newCustomer();
        String version = Customers.publishCheapVersion(owner);
        List<String> keys = Customers.create(lab, ACCOUNTS, SEED + System.nanoTime());
        String url = lab.url() + "/v1/predictions";
        Wrk one = Wrk.scripted(url, CONNECTIONS, Customers.script(lab.folder(), "r2-one", keys.subList(0, 1), version));
        Wrk many = Wrk.scripted(url, CONNECTIONS, Customers.script(lab.folder(), "r2-many", keys, version));
        Series warm = new Series();
        for (int i = 0; i < WARM_WINDOWS && !warm.isSteady(); i++) {
            warm.add(many.run(SECONDS / 2).perSecond());
        }
        Series ours = new Series();
        Series reference = new Series();
        ArrayNode raw = result.putArray("raw");
        List<String> broken = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            window(lab, one, ours, raw, broken);
            window(lab, many, reference, raw, broken);
        }
        result.put("unit", "predictions/s");
        result.set("warmUp", warm.json());
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.putObject("settings")
                .put("accounts", ACCOUNTS)
                .put("connections", CONNECTIONS)
                .put("seconds", SECONDS)
                .put("platform", Lab.SETTING);
        broken.forEach(result.putArray("brokenInvariants")::add);
        return broken.isEmpty() ? ours.median() / reference.median() : 0;
    }

    private static void window(Lab lab, Wrk wrk, Series series, ArrayNode raw, List<String> broken)
            throws IOException, SQLException {
        lab.emptyTables();
        Wrk.Window window = wrk.run(SECONDS);
        series.add(window.perSecond());
        raw.add(window.said());
        broken.addAll(lab.broken());
    }
}
