package dev.plinth.base.inquiry;

import dev.plinth.base.Unavailable;
import dev.plinth.data.Node;
import dev.plinth.image.Image;
import dev.plinth.image.reference.Digest;
import java.util.List;

/** What came of one {@link Inquiry}. */
public sealed interface Answer {

    Inquiry to();

    /**
     * The image that was asked for, for each platform that may matter: the one of the image in question where the base has it,
     * else all runnable ones. None where the index says that each was built {@linkplain Inquiry.BaseImage#before later} than that.
     *
     * @param asked digest of what the reference points to now: index or manifest
     */
    record BaseImages(Inquiry.BaseImage to, Digest asked, List<Image> images) implements Answer {
        public BaseImages {
            images = List.copyOf(images);
        }
    }

    /** In-toto statements, decoded within limits; empty if there are none. */
    record Statements(Inquiry.Provenance to, List<Node> statements) implements Answer {
        public Statements {
            statements = List.copyOf(statements);
        }
    }

    /** What the layers' content shows, over all layers together. */
    record ContentFacts(Inquiry.Content to, Content content) implements Answer {}

    /** It could not be read. */
    record Nothing(Inquiry to, Unavailable why) implements Answer {}
}
