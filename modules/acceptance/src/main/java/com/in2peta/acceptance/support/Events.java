package com.in2peta.acceptance.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** Server-sent events, read as they come, without a credential. */
public final class Events implements Iterator<Events.Event>, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** One event; a comment is one without a name. */
    public record Event(String name, String id, String data) {}

    private final HttpResponse<InputStream> response;
    private final Iterator<String> lines;
    private Event ahead;

    private Events(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new java.io.BufferedReader(new java.io.InputStreamReader(response.body(), StandardCharsets.UTF_8))
                .lines()
                .iterator();
    }

    /** Headers come in pairs. */
    public static Events of(String url, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).header("Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return new Events(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** All that is left, without comments. */
    public List<Event> rest() {
        List<Event> rest = new ArrayList<>();
        forEachRemaining(event -> {
            if (!event.name().isEmpty()) {
                rest.add(event);
            }
        });
        return rest;
    }

    /** The data of all events of a name, put together. */
    public static String text(List<Event> events, String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .map(Event::data)
                .collect(Collectors.joining());
    }

    @Override
    public boolean hasNext() {
        if (ahead == null) {
            ahead = read();
        }
        return ahead != null;
    }

    @Override
    public Event next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the stream has ended");
        }
        Event event = ahead;
        ahead = null;
        return event;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }

    private Event read() {
        String name = "";
        String id = "";
        List<String> data = new ArrayList<>();
        boolean any = false;
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty() && any) {
                return new Event(name, id, String.join("\n", data));
            }
            any |= !line.isEmpty();
            if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                data.add(line.substring("data: ".length()));
            }
        }
        return null;
    }
}
