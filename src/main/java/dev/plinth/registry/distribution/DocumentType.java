package dev.plinth.registry.distribution;

import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.image.MediaType;
import java.util.Optional;

/** Tells what a manifest document is, by how it was served and what it says, and refuses what could be two things at once. */
public final class DocumentType {

    /** It is not a document of a kind that anything here can be done with. */
    public static final class UnsupportedException extends Exception {

        private static final long serialVersionUID = 1L;

        UnsupportedException(String message) {
            super(message, null, false, false);
        }
    }

    private DocumentType() {}

    /**
     * The media type of a manifest or index.
     *
     * @param served the {@code Content-Type}; empty if there was none
     * @throws MalformedException if it is no JSON object, contradicts its media type, or is ambiguous (OCI image-spec: a
     *     document with the fields of both kinds must not be accepted)
     */
    public static MediaType of(String served, byte[] bytes) throws MalformedException, UnsupportedException {
        MediaType type = new MediaType(served);
        if (type.isSchema1()) {
            throw new UnsupportedException("manifest schema 1");
        }
        if (type.value().startsWith("text/html")) {
            throw new MalformedException("is a web page, not a manifest");
        }
        Node document = new Json().json(bytes);
        if (!(document instanceof Node.Mapping)) {
            throw new MalformedException("is no JSON object");
        }
        if (document.whole("schemaVersion").orElse(2) == 1) {
            throw new UnsupportedException("manifest schema 1");
        }
        boolean lists = document.find("manifests").isPresent();
        boolean describes =
                document.find("config").isPresent() || document.find("layers").isPresent();
        if (lists && describes) {
            throw new MalformedException("has the fields of an index and of a manifest");
        }
        Optional<MediaType> said =
                document.text("mediaType").map(MediaType::new).filter(own -> own.isIndex() || own.isManifest());
        boolean known = type.isIndex() || type.isManifest();
        MediaType chosen = said.orElse(known ? type : lists ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST);
        if (known && said.isPresent() && !said.get().equals(type)) {
            throw new MalformedException("was served as " + type + " and says that it is " + said.get());
        }
        if (chosen.isIndex() && !lists || chosen.isManifest() && !describes) {
            throw new MalformedException("is not what its media type says");
        }
        return chosen;
    }
}
