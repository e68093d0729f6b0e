import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A headless Chromium with one page, driven by the DevTools protocol. Every wait has an end. */
final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
    private int calls;

    /** What the page complained of: exceptions, refused assets. */
    final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();

    Chromium(String program) throws Exception {
        profile = Files.createTempDirectory("plinth-chromium");
        process = new ProcessBuilder(
                        program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
                        "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--no-proxy-server",
                        "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile())
                .start();
        HttpClient client = HttpClient.newHttpClient();
        URI page = page(client);
        socket = client.newWebSocketBuilder().buildAsync(page, new Listener()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (String domain : new String[] {"Page", "Runtime", "Log", "Network"}) {
            call(domain + ".enable");
        }
    }

    private URI page(HttpClient client) throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IOException("chromium has ended: " + Files.readString(profile.resolve("chromium.log")));
            }
            if (Files.exists(file) && Files.size(file) > 0) {
                String port = Files.readAllLines(file).getFirst();
                String targets = client.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
                for (JsonNode target : JSON.readTree(targets)) {
                    if (target.path("type").asText().equals("page")) {
                        return URI.create(target.path("webSocketDebuggerUrl").asText());
                    }
                }
            }
            Thread.sleep(50);
        }
        throw new IOException("chromium opens no page");
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                heard(whole);
            }
            from.request(1);
            return null;
        }
    }

    private void heard(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (message.has("id")) {
            CompletableFuture<JsonNode> call = waiting.remove(message.path("id").asInt());
            if (call != null) {
                call.complete(message);
            }
            return;
        }
        switch (message.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Runtime.exceptionThrown" ->
                complaints.add(message.at("/params/exceptionDetails").toString());
            case "Log.entryAdded" -> {
                if (message.at("/params/entry/level").asText().equals("error")) {
                    complaints.add(message.at("/params/entry/text").asText());
                }
            }
            default -> {}
        }
    }

    /** A method with its parameters, name and value in turn. */
    JsonNode call(String method, Object... parameters) throws Exception {
        int id = ++calls;
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        ObjectNode object = message.putObject("params");
        for (int i = 0; i < parameters.length; i += 2) {
            object.set((String) parameters[i], JSON.valueToTree(parameters[i + 1]));
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        JsonNode result = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (result.has("error")) {
            throw new IOException(method + ": " + result.path("error"));
        }
        return result.path("result");
    }

    void open(String url) throws Exception {
        leads(() -> call("Page.navigate", "url", url));
    }

    /** Something that leads to another page, until that is there. */
    void leads(Step step) throws Exception {
        loaded = new CompletableFuture<>();
        step.take();
        loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    interface Step {
        void take() throws Exception;
    }

    /** The value of an expression, which may be a promise. */
    JsonNode value(String expression) throws Exception {
        JsonNode result = call("Runtime.evaluate", "expression", expression, "returnByValue", true, "awaitPromise", true);
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.at("/exceptionDetails/exception/description").asText());
        }
        return result.at("/result/value");
    }

    String text(String expression) throws Exception {
        return value(expression).asText();
    }

    void press(String key) throws Exception {
        int code = switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            case " " -> 32;
            default -> throw new IllegalArgumentException(key);
        };
        String typed = key.equals("Enter") ? "\r" : key.equals(" ") ? " " : "";
        String name = key.equals(" ") ? "Space" : key;
        call("Input.dispatchKeyEvent", "type", typed.isEmpty() ? "rawKeyDown" : "keyDown", "key", key, "code", name,
                "windowsVirtualKeyCode", code, "text", typed);
        call("Input.dispatchKeyEvent", "type", "keyUp", "key", key, "code", name, "windowsVirtualKeyCode", code);
    }

    void type(String text) throws Exception {
        call("Input.insertText", "text", text);
    }

    void scheme(String scheme) throws Exception {
        call("Emulation.setEmulatedMedia", "features", new Object[] {Map.of("name", "prefers-color-scheme", "value", scheme)});
    }

    void size(int width, int height) throws Exception {
        call("Emulation.setDeviceMetricsOverride", "width", width, "height", height, "deviceScaleFactor", 1, "mobile", false);
    }

    /** A picture of an element and what follows it, so many pixels high. */
    byte[] picture(String selector, int height) throws Exception {
        JsonNode box = value("(() => { const r = document.querySelector('" + selector
                + "').getBoundingClientRect(); return {x: 0, y: Math.max(0, r.top + scrollY - 14), w: document.documentElement.clientWidth}; })()");
        JsonNode shot = call("Page.captureScreenshot", "format", "png", "captureBeyondViewport", true, "clip",
                Map.of("x", 0, "y", box.path("y").asDouble(), "width", box.path("w").asDouble(), "height", height, "scale", 1));
        return Base64.getDecoder().decode(shot.path("data").asText());
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        try (var files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
