package dev.plinth.review.source;

import dev.plinth.base.inquiry.Content;
import dev.plinth.image.Descriptor;
import dev.plinth.image.reference.ImageReference;
import java.util.List;

/** What the content of layers shows. Streams, bounded in bytes and time; never unpacks. */
public interface LayerReader {

    /**
     * Reads these layers of a repository, from the bottom up, as far as needed.
     *
     * @throws UnavailableException with the reason; hostile content is {@code malformed} or {@code too-large}
     */
    Content read(ImageReference repository, List<Descriptor> layers, Exchange exchange) throws UnavailableException;
}
