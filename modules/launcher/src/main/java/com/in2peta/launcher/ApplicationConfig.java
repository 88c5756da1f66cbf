package com.in2peta.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The settings that the application gets from the launcher. Later sources win: what the launcher knows, the file of the
 * data directory, the environment, system properties; so each embedded part can be replaced by a real one.
 */
public final class ApplicationConfig {

    private static final String PREFIX = "in2peta.";
    private static final String ENVIRONMENT_PREFIX = "IN2PETA_";

    private final Map<String, String> values = new TreeMap<>();

    public ApplicationConfig set(String key, String value) {
        values.put(key, value);
        return this;
    }

    public ApplicationConfig set(String key, int value) {
        return set(key, Integer.toString(value));
    }

    /** Adds what a properties file holds, if there is one. */
    public ApplicationConfig override(Path file) {
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader in = Files.newBufferedReader(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
            properties.stringPropertyNames().forEach(name -> set(name, properties.getProperty(name)));
        }
        return this;
    }

    /** Adds variables such as {@code IN2PETA_BILLING_RAZORPAY_URL}: a known key is found whatever its punctuation. */
    public ApplicationConfig override(Map<String, String> environment) {
        Map<String, String> known = new TreeMap<>();
        values.keySet().forEach(key -> known.put(environmentName(key), key));
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX)) {
                set(known.getOrDefault(name, name.toLowerCase(Locale.ROOT).replace('_', '.')), value);
            }
        });
        return this;
    }

    /** Adds the system properties of the launcher itself. */
    public ApplicationConfig override(Properties properties) {
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX) && !name.equals("in2peta.root"))
                .forEach(name -> set(name, properties.getProperty(name)));
        return this;
    }

    public String get(String key) {
        return values.get(key);
    }

    /** As the text of a properties file. */
    public String text() {
        Properties properties = new Properties();
        properties.putAll(values);
        try (StringWriter out = new StringWriter()) {
            properties.store(out, null);
            return out.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As environment variables, which MicroProfile Config finds by the key's name in capitals. */
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        values.forEach((key, value) -> environment.put(environmentName(key), value));
        return environment;
    }

    private static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
