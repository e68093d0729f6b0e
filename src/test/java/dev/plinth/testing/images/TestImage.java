package dev.plinth.testing.images;

import dev.plinth.image.MediaType;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A generated image for one platform.
 *
 * @param mediaType of the manifest
 * @param bytes of the manifest
 * @param config bytes of the configuration
 * @param layers from the bottom up
 * @param recipe what it was built from, for images on top of it
 */
public record TestImage(MediaType mediaType, byte[] bytes, byte[] config, List<TestLayer> layers, ImageBuilder recipe)
        implements TestArtifact {

    private static final MediaType DOCKER_LAYER = new MediaType("application/vnd.docker.image.rootfs.diff.tar.gzip");

    static TestImage of(ImageBuilder recipe) {
        byte[] config = Documents.json(configOf(recipe));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", recipe.manifestType().value());
        Map<String, Object> descriptor =
                Documents.descriptor(recipe.configType(), Digests.sha256(config), config.length);
        if (recipe.inlineConfig) {
            descriptor.put("data", Base64.getEncoder().encodeToString(config));
        }
        manifest.put("config", descriptor);
        List<Map<String, Object>> layers = new ArrayList<>();
        for (TestLayer layer : recipe.layers) {
            Map<String, Object> entry = Documents.descriptor(
                    recipe.docker ? DOCKER_LAYER : layer.mediaType(), layer.digest(), layer.bytes().length);
            if (!layer.annotations().isEmpty()) {
                entry.put("annotations", layer.annotations());
            }
            layers.add(entry);
        }
        manifest.put("layers", layers);
        if (!recipe.annotations.isEmpty()) {
            manifest.put("annotations", recipe.annotations);
        }
        return new TestImage(
                recipe.manifestType(), Documents.json(manifest), config, List.copyOf(recipe.layers), recipe);
    }

    private static Map<String, Object> configOf(ImageBuilder recipe) {
        Map<String, Object> run = new LinkedHashMap<>();
        if (!recipe.user.isEmpty()) {
            run.put("User", recipe.user);
        }
        run.put("Env", List.copyOf(recipe.env));
        if (!recipe.entrypoint.isEmpty()) {
            run.put("Entrypoint", recipe.entrypoint);
        }
        if (!recipe.command.isEmpty()) {
            run.put("Cmd", recipe.command);
        }
        run.put("Labels", new java.util.TreeMap<>(recipe.labels));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("created", recipe.created.toString());
        config.put("architecture", recipe.platform.architecture());
        config.put("os", recipe.platform.os());
        if (recipe.platform.variant() != null) {
            config.put("variant", recipe.platform.variant());
        }
        if (recipe.platform.osVersion() != null) {
            config.put("os.version", recipe.platform.osVersion());
        }
        config.put("config", new java.util.TreeMap<>(run));
        Map<String, Object> rootfs = new LinkedHashMap<>();
        rootfs.put("type", "layers");
        rootfs.put(
                "diff_ids",
                recipe.layers.stream().map(layer -> layer.diffId().toString()).toList());
        config.put("rootfs", rootfs);
        config.put("history", List.copyOf(recipe.history));
        return config;
    }

    public Platform platform() {
        return recipe.platform;
    }

    public Digest configDigest() {
        return Digests.sha256(config);
    }

    @Override
    public Map<Digest, byte[]> blobs() {
        Map<Digest, byte[]> blobs = new LinkedHashMap<>();
        blobs.put(configDigest(), config);
        layers.forEach(layer -> blobs.put(layer.digest(), layer.bytes()));
        return blobs;
    }

    @Override
    public List<TestArtifact> children() {
        return List.of();
    }
}
