package dev.plinth.review.source;

import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;

/** Bytes of a JSON document to data, within limits of depth and size. Implemented by the codec; here so that reading images stays free of formats. */
public interface Documents {

    /**
     * Decodes one JSON document.
     *
     * @throws MalformedException if it is none, is too deep, or names a key twice
     */
    Node json(byte[] bytes) throws MalformedException;
}
