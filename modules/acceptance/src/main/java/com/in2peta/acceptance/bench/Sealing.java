package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.kernel.seal.ContentKey;
import com.in2peta.kernel.seal.Period;
import com.in2peta.kernel.seal.Period.Kind;
import com.in2peta.kernel.seal.Seals;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.postgresql.ds.PGSimpleDataSource;

/** What sealing costs, on one thread with the keys in memory; 2 KB are compared with the JDK's cipher alone. */
final class Sealing implements Benchmark {

    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final int CHECK_EVERY = 16;
    private static final Map<String, Integer> SIZES = sizes();
    private static final String COMPARED = "seal 2 KB";
    private static final String PLACE = "bench.text|1";

    private static volatile Object sink;

    @Override
    public String name() {
        return "seal";
    }

    @Override
    public String title() {
        return "microseconds to seal 2 KB / the same with AES-256-GCM of the JDK alone";
    }

    @Override
    public double wanted() {
        return 2.0;
    }

    @Override
    public boolean lessIsBetter() {
        return true;
    }

    @Override
    public List<String> tools() {
        return List.of();
    }

    @Override
    public double measure(Lab lab, ObjectNode result) {
        PGSimpleDataSource keys = new PGSimpleDataSource();
        keys.setUrl(lab.platform().ready().path("keysJdbcUrl").asText());
        Seals seals = Seals.over(keys, lab.folder().resolve("data/secrets/master-key"), Clock.systemUTC());
        Map<String, Runnable> works = works(seals);
        Map<String, Series> series = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Map.Entry<String, Runnable> work : works.entrySet()) {
                double micros = micros(work.getValue());
                if (round > 0) { // the first warms up
                    series.computeIfAbsent(work.getKey(), name -> new Series()).add(micros);
                }
            }
        }
        result.put("unit", "microseconds");
        ObjectNode all = result.putObject("microseconds");
        series.forEach((name, measured) -> all.set(name, measured.json()));
        Series ours = series.get(COMPARED);
        Series reference = series.get("cipher 2 KB");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        series.forEach((name, measured) -> System.out.printf("  %-28s %8.2f%n", name, measured.median()));
        return ours.median() / reference.median();
    }

    private static Map<String, Runnable> works(Seals seals) {
        UUID owner = UUID.randomUUID();
        Random random = new Random(1);
        Map<String, Runnable> works = new LinkedHashMap<>();
        SIZES.forEach((name, bytes) -> {
            byte[] plain = new byte[bytes];
            random.nextBytes(plain);
            byte[] stored = seals.seal(owner, plain, PLACE);
            works.put("seal " + name, () -> sink = seals.seal(owner, plain, PLACE));
            works.put("open " + name, () -> sink = seals.open(owner, stored, PLACE));
            works.put("cipher " + name, cipher(plain));
        });
        ContentKey key = seals.newContentKey();
        Period hour = Period.at(Kind.CONTENT, Clock.systemUTC().instant());
        byte[] wrapped = seals.wrap(key, owner, hour, PLACE);
        works.put("new content key", () -> sink = seals.newContentKey());
        works.put("wrap a content key", () -> sink = seals.wrap(key, owner, hour, PLACE));
        works.put("unwrap a content key", () -> sink = seals.unwrap(wrapped, owner, PLACE));
        works.put("blind index", () -> sink = seals.blindIndex("bench", "somebody@example.com"));
        return works;
    }

    private static Runnable cipher(byte[] plain) {
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        byte[] nonce = new byte[12];
        return () -> {
            try {
                for (int i = 0; i < nonce.length && ++nonce[i] == 0; i++) {
                    // the next number
                }
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
                sink = cipher.doFinal(plain);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static double micros(Runnable work) {
        long begin = System.nanoTime();
        long calls = 0;
        long passed;
        do {
            for (int i = 0; i < CHECK_EVERY; i++) {
                work.run();
            }
            calls += CHECK_EVERY;
            passed = System.nanoTime() - begin;
        } while (passed < ROUND_NANOS);
        return passed / 1_000.0 / calls;
    }

    private static Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("200 B", 200);
        sizes.put("2 KB", 2_048);
        sizes.put("64 KB", 65_536);
        return sizes;
    }
}
