package dev.plinth.testing.images;

import dev.plinth.image.MediaType;
import dev.plinth.image.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds consistent images: {@code ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=debian")).build()}, and images on
 * top of them: {@code ImageBuilder.from(base)…}, which inherits layers, history, environment and labels as builders do.
 */
public final class ImageBuilder {

    final List<TestLayer> layers = new ArrayList<>();
    final List<Map<String, Object>> history = new ArrayList<>();
    final List<String> env = new ArrayList<>();
    final Map<String, String> labels = new LinkedHashMap<>();
    final Map<String, String> annotations = new LinkedHashMap<>();
    Platform platform = Platform.LINUX_AMD64;
    Instant created = Instant.parse("2026-08-05T01:04:15Z");
    List<String> entrypoint = List.of();
    List<String> command = List.of();
    String user = "";
    boolean docker;
    boolean inlineConfig;

    private ImageBuilder() {}

    /** The empty image. */
    public static ImageBuilder scratch() {
        return new ImageBuilder();
    }

    /** An image that stands on another one. */
    public static ImageBuilder from(TestImage base) {
        ImageBuilder builder = new ImageBuilder();
        ImageBuilder under = base.recipe();
        builder.layers.addAll(under.layers);
        builder.history.addAll(under.history);
        builder.env.addAll(under.env);
        builder.labels.putAll(under.labels);
        builder.platform = under.platform;
        builder.entrypoint = under.entrypoint;
        builder.command = under.command;
        builder.user = under.user;
        builder.docker = under.docker;
        return builder;
    }

    /** A layer of files; see {@link TestLayer#of}. */
    public ImageBuilder layer(Map<String, String> files) {
        return layer(TestLayer.of(files), "COPY . / # buildkit");
    }

    public ImageBuilder layer(Map<String, String> files, String createdBy) {
        return layer(TestLayer.of(files), createdBy);
    }

    public ImageBuilder layer(TestLayer layer, String createdBy) {
        layers.add(layer);
        return history(createdBy, false);
    }

    /** A step of history; one that made a layer comes with {@link #layer}. */
    public ImageBuilder history(String createdBy, boolean emptyLayer) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("created", created.toString());
        entry.put("created_by", createdBy);
        entry.put("comment", "buildkit.dockerfile.v0");
        if (emptyLayer) {
            entry.put("empty_layer", true);
        }
        history.add(entry);
        return this;
    }

    /** No history at all, as squashing tools leave it. */
    public ImageBuilder withoutHistory() {
        history.clear();
        return this;
    }

    /** All layers compressed otherwise: other digests, the same diff ids. */
    public ImageBuilder recompressed() {
        layers.replaceAll(TestLayer::recompressed);
        return this;
    }

    public ImageBuilder env(String name, String value) {
        env.add(name + "=" + value);
        return this;
    }

    public ImageBuilder label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** An annotation of the manifest. */
    public ImageBuilder annotation(String key, String value) {
        annotations.put(key, value);
        return this;
    }

    public ImageBuilder platform(String os, String architecture) {
        platform = new Platform(os, architecture, null, null);
        return this;
    }

    public ImageBuilder platform(Platform other) {
        platform = other;
        return this;
    }

    public ImageBuilder created(Instant time) {
        created = time;
        return this;
    }

    public ImageBuilder entrypoint(String... words) {
        entrypoint = List.of(words);
        return this;
    }

    public ImageBuilder command(String... words) {
        command = List.of(words);
        return this;
    }

    public ImageBuilder user(String name) {
        user = name;
        return this;
    }

    /** With the media types of Docker's schema 2. */
    public ImageBuilder docker() {
        docker = true;
        return this;
    }

    /** With the configuration's bytes in its descriptor. */
    public ImageBuilder inlineConfig() {
        inlineConfig = true;
        return this;
    }

    public TestImage build() {
        return TestImage.of(this);
    }

    MediaType manifestType() {
        return docker ? MediaType.DOCKER_MANIFEST : MediaType.OCI_MANIFEST;
    }

    MediaType configType() {
        return docker ? MediaType.DOCKER_CONFIG : MediaType.OCI_CONFIG;
    }
}
