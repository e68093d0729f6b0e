package dev.plinth.image;

/** A document that lacks what its media type requires; the message names the field and holds no content of the document. */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }
}
