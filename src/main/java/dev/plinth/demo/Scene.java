package dev.plinth.demo;

import dev.plinth.codec.JsonText;
import dev.plinth.codec.Tree;
import dev.plinth.data.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One workload that somebody applies, and what is to come of it.
 *
 * @param title what the reader is to see
 * @param name of the Deployment
 * @param images of its containers, as written
 * @param outcome what has to come of it, or the demonstration fails
 */
record Scene(String title, String name, List<String> images, Outcome outcome) {

    Scene {
        images = List.copyOf(images);
    }

    /** What comes of a request. */
    enum Outcome {
        REJECTED,
        WARNED,
        ACCEPTED
    }

    /** The scenes, in their order. */
    static List<Scene> all(Samples samples) {
        return List.of(
                new Scene(
                        "1. A full base, and nothing in the image says so: its layers do",
                        "report",
                        List.of(Samples.REPORT, samples.pinned(Samples.WEB)),
                        Outcome.REJECTED),
                new Scene(
                        "2. An annotation that lies",
                        "pretender",
                        List.of(samples.pinned(Samples.PRETENDER)),
                        Outcome.REJECTED),
                new Scene("3. Good bases, but a tag that may move", "web", List.of(Samples.WEB), Outcome.WARNED),
                new Scene(
                        "4. Slim, alpine, distroless and scratch, all pinned by digest",
                        "shop",
                        List.of(
                                samples.pinned(Samples.WEB),
                                samples.pinned(Samples.API),
                                samples.pinned(Samples.AGENT),
                                samples.pinned(Samples.SERVER)),
                        Outcome.ACCEPTED));
    }

    /** The AdmissionReview (admission.k8s.io/v1) that an API server sends when somebody creates it. */
    byte[] review(String uid) {
        Node kind = new Tree()
                .with("group", "apps")
                .with("version", "v1")
                .with("kind", "Deployment")
                .node();
        Node resource = new Tree()
                .with("group", "apps")
                .with("version", "v1")
                .with("resource", "deployments")
                .node();
        Node review = new Tree()
                .with("apiVersion", "admission.k8s.io/v1")
                .with("kind", "AdmissionReview")
                .with(
                        "request",
                        new Tree()
                                .with("uid", uid)
                                .with("kind", kind)
                                .with("resource", resource)
                                .with("name", name)
                                .with("namespace", "shop")
                                .with("operation", "CREATE")
                                .with(
                                        "userInfo",
                                        new Tree()
                                                .with("username", "jane@example")
                                                .node())
                                .with("object", deployment())
                                .with("oldObject", null)
                                .with("dryRun", false)
                                .node())
                .node();
        return JsonText.compact(review).getBytes(StandardCharsets.UTF_8);
    }

    private Node deployment() {
        List<Node> containers = new ArrayList<>();
        for (String image : images) {
            String container = image.substring(image.lastIndexOf('/') + 1).replaceAll("[:@].*", "");
            containers.add(
                    new Tree().with("name", container).with("image", image).node());
        }
        Node labels = new Tree().with("app", name).node();
        return new Tree()
                .with("apiVersion", "apps/v1")
                .with("kind", "Deployment")
                .with(
                        "metadata",
                        new Tree().with("name", name).with("namespace", "shop").node())
                .with(
                        "spec",
                        new Tree()
                                .with(
                                        "selector",
                                        new Tree().with("matchLabels", labels).node())
                                .with(
                                        "template",
                                        new Tree()
                                                .with(
                                                        "metadata",
                                                        new Tree()
                                                                .with("labels", labels)
                                                                .node())
                                                .with(
                                                        "spec",
                                                        new Tree()
                                                                .with("containers", containers, each -> each)
                                                                .node())
                                                .node())
                                .node())
                .node();
    }
}
