package dev.plinth.review.credentials;

import dev.plinth.data.Node;
import dev.plinth.image.reference.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Docker configuration document as far as it holds credentials: {@code config.json} and {@code .dockerconfigjson} (under
 * {@code auths}), and the older {@code .dockercfg} (the same entries at the top).
 *
 * @param entries the longest key first
 * @param credsStore name of the helper program for all registries; empty if none
 * @param credHelpers registry host to name of its helper program
 */
public record DockerConfig(List<Entry> entries, String credsStore, Map<String, String> credHelpers) {

    private static final String HUB_KEY = "index.docker.io";

    public DockerConfig {
        entries = entries.stream()
                .sorted(Comparator.comparingInt((Entry entry) -> entry.key().length())
                        .reversed())
                .toList();
        credHelpers = Map.copyOf(credHelpers);
    }

    /**
     * One credential with where it counts.
     *
     * @param key host, possibly port and path, without scheme: {@code registry.corp:5000/shop}
     */
    public record Entry(String key, Credential credential) {}

    /**
     * Reads a document; entries that hold no credential are left out.
     *
     * @param origin where it was found, for people
     */
    public static DockerConfig read(Node document, String origin) {
        boolean wrapped = document.find("auths").isPresent()
                || document.find("credHelpers").isPresent()
                || document.find("credsStore").isPresent();
        Map<String, Node> auths = wrapped ? document.entries("auths") : document.entries();
        List<Entry> entries = new ArrayList<>();
        auths.forEach((key, node) ->
                credential(node, origin).ifPresent(credential -> entries.add(new Entry(keyOf(key), credential))));
        return new DockerConfig(entries, document.text("credsStore").orElse(""), document.textEntries("credHelpers"));
    }

    private static Optional<Credential> credential(Node node, String origin) {
        Optional<String> identity = node.text("identitytoken").filter(token -> !token.isEmpty());
        if (identity.isPresent()) {
            return Optional.of(new Credential(Credential.Kind.IDENTITY_TOKEN, "", identity.get(), origin));
        }
        Optional<String> bearer = node.text("registrytoken").filter(token -> !token.isEmpty());
        if (bearer.isPresent()) {
            return Optional.of(new Credential(Credential.Kind.BEARER, "", bearer.get(), origin));
        }
        String username = node.text("username").orElse("");
        String password = node.text("password").orElse("");
        if (!username.isEmpty()) {
            return Optional.of(Credential.basic(username, password, origin));
        }
        return node.text("auth").flatMap(auth -> decode(auth, origin));
    }

    private static Optional<Credential> decode(String auth, String origin) {
        byte[] decoded;
        try {
            // Some tools wrap the text or leave the padding out.
            decoded = Base64.getMimeDecoder().decode(auth);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        String text = new String(decoded, StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        // Docker pads with NULs what it once kept in fixed fields.
        String password = text.substring(colon + 1).replaceAll("\0+$", "");
        return Optional.of(Credential.basic(text.substring(0, colon), password, origin));
    }

    private static String keyOf(String key) {
        String name = key.strip();
        int scheme = name.indexOf("://");
        name = scheme < 0 ? name : name.substring(scheme + 3);
        while (name.endsWith("/")) {
            name = name.substring(0, name.length() - 1);
        }
        for (String version : List.of("/v1", "/v2")) {
            if (name.endsWith(version)) {
                name = name.substring(0, name.length() - version.length());
            }
        }
        int slash = slash(name);
        String host = name.substring(0, slash);
        // References leave this port out; a key must not need it then.
        name = (host.endsWith(":443") ? host.substring(0, host.length() - 4) : host) + name.substring(slash);
        return name.equals("docker.io") || name.equals("registry-1.docker.io") || name.startsWith("docker.io/")
                ? HUB_KEY + name.substring(Math.min(name.length(), hubLength(name)))
                : name;
    }

    private static int hubLength(String name) {
        return name.startsWith("docker.io") ? "docker.io".length() : "registry-1.docker.io".length();
    }

    /** The key under which other programs keep the credentials of a registry. */
    public static String serverOf(ImageReference repository) {
        return repository.registry().equals(ImageReference.DOCKER_HUB)
                ? "https://index.docker.io/v1/"
                : repository.registry();
    }

    /** The credentials that count for a repository, the most specific first. */
    public List<Credential> matching(ImageReference repository) {
        boolean hub = repository.registry().equals(ImageReference.DOCKER_HUB);
        String path = (hub ? HUB_KEY : repository.registry()) + "/" + repository.repository();
        return entries.stream()
                .filter(entry -> matches(entry.key(), path))
                .map(Entry::credential)
                .distinct()
                .toList();
    }

    private static boolean matches(String key, String path) {
        int keySlash = slash(key);
        int pathSlash = slash(path);
        return hostMatches(key.substring(0, keySlash), path.substring(0, pathSlash))
                && path.substring(pathSlash).startsWith(key.substring(keySlash));
    }

    private static int slash(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text.length() : slash;
    }

    /** Label by label, as the kubelet: {@code *.corp} does not match {@code a.b.corp}, and ports must be equal. */
    private static boolean hostMatches(String pattern, String host) {
        String[] wanted = pattern.split("[.]", -1);
        String[] given = host.split("[.]", -1);
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!labelMatches(wanted[i], given[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean labelMatches(String pattern, String label) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equalsIgnoreCase(label);
        }
        int portOfPattern = pattern.indexOf(':');
        int portOfLabel = label.indexOf(':');
        if ((portOfPattern < 0) != (portOfLabel < 0)) {
            return false;
        }
        String prefix = pattern.substring(0, star);
        String suffix = pattern.substring(star + 1);
        return label.length() >= prefix.length() + suffix.length()
                && label.startsWith(prefix)
                && label.endsWith(suffix);
    }

    /** Without its credentials. */
    @Override
    public String toString() {
        return "DockerConfig" + entries.stream().map(Entry::key).toList();
    }
}
