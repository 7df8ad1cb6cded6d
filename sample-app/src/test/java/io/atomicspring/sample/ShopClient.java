package io.atomicspring.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Talks to running shops as customers do. */
final class ShopClient {

    /** Enough to keep the shop busy, few enough not to drown in sockets. */
    private static final int IN_FLIGHT = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return http.send(request(port, path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(int port, String path, String json) throws IOException, InterruptedException {
        return http.send(posting(port, path, json), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends the same order many times at once, in turns to each port, and returns the status of every answer. */
    List<Integer> postAll(List<Integer> ports, String path, String json, int times) throws InterruptedException {
        Semaphore slots = new Semaphore(IN_FLIGHT);
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            slots.acquire();
            HttpRequest order = posting(ports.get(i % ports.size()), path, json);
            answers.add(http.sendAsync(order, HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> slots.release())
                    .thenApply(HttpResponse::statusCode));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static HttpRequest posting(int port, String path, String json) {
        return request(port, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }
}
