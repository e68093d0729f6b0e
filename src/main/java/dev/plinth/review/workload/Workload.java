package dev.plinth.review.workload;

import dev.plinth.image.Platform;
import dev.plinth.review.source.Requester;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object that runs images.
 *
 * @param kind {@code Pod}, {@code Deployment}, …
 * @param namespace empty if the object does not say and the surroundings do not either
 * @param name as people know it; {@code generateName*} where the API server is still to choose one
 * @param owner its controller; null if none
 * @param images in the order of the template, placeholders and empty ones left out
 * @param platforms that the template asks for; empty if it does not
 * @param requester whose credentials pull the images
 */
public record Workload(
        String kind,
        String namespace,
        String name,
        @Nullable Owner owner,
        List<ContainerImage> images,
        List<Platform> platforms,
        Requester requester) {

    public Workload {
        images = List.copyOf(images);
        platforms = List.copyOf(platforms);
    }

    /** {@code Deployment shop/cart}. */
    public String title() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
