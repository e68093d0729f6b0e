package dev.plinth.testing.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.testing.images.Digests;
import dev.plinth.testing.images.Documents;
import dev.plinth.testing.images.TestArtifact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of a {@link FakeRegistry} and its usual answers. */
final class Store {

    private static final Pattern PATH = Pattern.compile("/v2/(.+?)/(manifests|blobs|tags|referrers)/(.*)");

    private record Stored(MediaType type, byte[] bytes) {}

    private final Map<String, Stored> manifests = new ConcurrentHashMap<>();
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    volatile boolean referrersApi = true;

    static String repositoryOf(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() ? matcher.group(1) : "";
    }

    void push(String name, TestArtifact artifact) {
        int colon = name.indexOf(':');
        String repository = colon < 0 ? name : name.substring(0, colon);
        put(repository, artifact);
        if (colon >= 0) {
            tags.put(name, artifact.digest().toString());
        }
    }

    private void put(String repository, TestArtifact artifact) {
        String key = repository + "@" + artifact.digest();
        manifests.put(key, new Stored(artifact.mediaType(), artifact.bytes()));
        artifact.blobs().forEach((digest, bytes) -> blobs.put(repository + "@" + digest, bytes));
        artifact.children().forEach(child -> put(repository, child));
    }

    void delete(String repository, String tagOrDigest) {
        tags.remove(repository + ":" + tagOrDigest);
        manifests.remove(repository + "@" + tagOrDigest);
    }

    byte[] manifest(String repository, String tagOrDigest) {
        return find(repository, tagOrDigest).bytes();
    }

    MediaType manifestType(String repository, String tagOrDigest) {
        return find(repository, tagOrDigest).type();
    }

    private Stored find(String repository, String tagOrDigest) {
        String digest = tagOrDigest.contains(":") ? tagOrDigest : tags.get(repository + ":" + tagOrDigest);
        return digest == null ? null : manifests.get(repository + "@" + digest);
    }

    Answer answer(Received request) {
        if (request.plainPath().equals("/v2/")) {
            return Answer.json(200, "{}");
        }
        Matcher matcher = PATH.matcher(request.plainPath());
        if (!matcher.matches()) {
            return Answer.of(404);
        }
        String repository = matcher.group(1);
        String rest = matcher.group(3);
        return switch (matcher.group(2)) {
            case "manifests" ->
                request.method().equals("PUT") ? putManifest(repository, rest, request) : getManifest(repository, rest);
            case "blobs" -> rest.startsWith("uploads/") ? upload(repository, request) : getBlob(repository, rest);
            case "tags" -> tagList(repository, request);
            default -> referrers(repository, rest);
        };
    }

    private Answer getManifest(String repository, String tagOrDigest) {
        Stored stored = find(repository, tagOrDigest);
        if (stored == null) {
            return Answer.error(404, "MANIFEST_UNKNOWN");
        }
        return new Answer(200, Map.of("Content-Type", stored.type().value()), stored.bytes())
                .with("Docker-Content-Digest", Digests.sha256(stored.bytes()).toString());
    }

    private Answer putManifest(String repository, String tagOrDigest, Received request) {
        Digest digest = Digests.sha256(request.body());
        manifests.put(
                repository + "@" + digest,
                new Stored(new MediaType(request.header("content-type").orElse("")), request.body()));
        if (!tagOrDigest.contains(":")) {
            tags.put(repository + ":" + tagOrDigest, digest.toString());
        }
        return Answer.of(201)
                .with("Docker-Content-Digest", digest.toString())
                .with("Location", "/v2/" + repository + "/manifests/" + digest);
    }

    private Answer getBlob(String repository, String digest) {
        byte[] bytes = blobs.get(repository + "@" + digest);
        return bytes == null
                ? Answer.error(404, "BLOB_UNKNOWN")
                : new Answer(200, Map.of("Content-Type", "application/octet-stream"), bytes)
                        .with("Docker-Content-Digest", digest);
    }

    private Answer upload(String repository, Received request) {
        if (request.method().equals("POST") && request.parameter("digest").isEmpty()) {
            return Answer.of(202).with("Location", "/v2/" + repository + "/blobs/uploads/1?state=a%3Db");
        }
        String digest = request.parameter("digest").orElse("");
        if (!Digests.sha256(request.body()).toString().equals(digest)) {
            return Answer.error(400, "DIGEST_INVALID");
        }
        blobs.put(repository + "@" + digest, request.body());
        return Answer.of(201).with("Location", "/v2/" + repository + "/blobs/" + digest);
    }

    private Answer tagList(String repository, Received request) {
        TreeSet<String> names = new TreeSet<>();
        tags.keySet().stream()
                .filter(key -> key.startsWith(repository + ":"))
                .forEach(key -> names.add(key.substring(repository.length() + 1)));
        if (names.isEmpty()) {
            return Answer.error(404, "NAME_UNKNOWN");
        }
        String last = request.parameter("last").orElse("");
        int most = request.parameter("n").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
        List<String> page = names.tailSet(last, last.isEmpty()).stream()
                .filter(name -> !name.equals(last))
                .limit(most)
                .toList();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", repository);
        document.put("tags", page);
        Answer answer = new Answer(200, Map.of("Content-Type", "application/json"), Documents.json(document));
        boolean more = !page.isEmpty() && !page.getLast().equals(names.last());
        return more
                ? answer.with(
                        "Link",
                        "</v2/" + repository + "/tags/list?n=" + most + "&last=" + page.getLast() + ">; rel=\"next\"")
                : answer;
    }

    private Answer referrers(String repository, String subject) {
        if (!referrersApi) {
            return Answer.error(404, "UNSUPPORTED");
        }
        List<Map<String, Object>> entries = new ArrayList<>();
        manifests.forEach((key, stored) -> {
            if (!key.startsWith(repository + "@")) {
                return;
            }
            JsonNode manifest = parse(stored.bytes());
            if (manifest != null
                    && manifest.path("subject").path("digest").asText().equals(subject)) {
                Map<String, Object> entry =
                        Documents.descriptor(stored.type(), Digests.sha256(stored.bytes()), stored.bytes().length);
                if (manifest.has("artifactType")) {
                    entry.put("artifactType", manifest.get("artifactType").asText());
                }
                entries.add(entry);
            }
        });
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("schemaVersion", 2);
        index.put("mediaType", MediaType.OCI_INDEX.value());
        index.put("manifests", entries);
        return new Answer(200, Map.of("Content-Type", MediaType.OCI_INDEX.value()), Documents.json(index));
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return new ObjectMapper().readTree(bytes);
        } catch (IOException _) {
            return null;
        }
    }
}
