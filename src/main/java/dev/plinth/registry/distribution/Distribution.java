package dev.plinth.registry.distribution;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.Descriptor;
import dev.plinth.image.MalformedException;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.registry.auth.Authenticator;
import dev.plinth.registry.auth.Authenticator.Answered;
import dev.plinth.registry.http.Call;
import dev.plinth.registry.http.Reply;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource.Document;
import dev.plinth.review.source.UnavailableException;
import java.io.InputStream;
import java.util.Optional;

/** Reads manifests and blobs from one registry (distribution-spec, pull). */
final class Distribution {

    static final long MAX_MANIFEST = 4L * 1024 * 1024;

    static final String ACCEPT = String.join(
            ", ",
            MediaType.OCI_INDEX.value(),
            MediaType.OCI_MANIFEST.value(),
            MediaType.DOCKER_INDEX.value(),
            MediaType.DOCKER_MANIFEST.value(),
            "application/vnd.docker.distribution.manifest.v1+prettyjws;q=0.1");

    private final Authenticator authenticator;
    private final Witness witness;

    Distribution(Authenticator authenticator, Witness witness) {
        this.authenticator = authenticator;
        this.witness = witness;
    }

    Document manifest(Location location, Exchange exchange) throws UnavailableException {
        return manifest(location, location.at().lookup(), "manifest", exchange);
    }

    /** By tag or digest; whatever is asked for by digest has it. */
    Document manifest(Location location, String lookup, String operation, Exchange exchange)
            throws UnavailableException {
        Call call = call(location, "GET", "manifests/" + lookup, MAX_MANIFEST, operation, exchange)
                .with("Accept", ACCEPT);
        Reply reply = allowed(location, call);
        Digest wanted = lookup.indexOf(':') < 0 ? null : Digest.parse(lookup);
        if (wanted != null && !Verification.matches(wanted, reply.body())) {
            throw Failures.failure(
                    Reason.MALFORMED, location.host().host(), "the manifest is not what its digest says");
        }
        try {
            MediaType type = DocumentType.of(reply.header("content-type").orElse(""), reply.body());
            return new Document(type, wanted != null ? wanted : Verification.sha256(reply.body()), reply.body());
        } catch (MalformedException e) {
            throw Failures.failure(Reason.MALFORMED, location.host().host(), "the manifest " + e.getMessage());
        } catch (DocumentType.UnsupportedException e) {
            throw Failures.failure(Reason.UNSUPPORTED, location.host().host(), String.valueOf(e.getMessage()));
        }
    }

    /** HEAD costs nothing of Docker Hub's limit; a registry that does not say the digest is asked for the document. */
    Digest head(Location location, Exchange exchange) throws UnavailableException {
        Call call = call(location, "HEAD", "manifests/" + location.at().lookup(), MAX_MANIFEST, "head", exchange)
                .with("Accept", ACCEPT);
        Answered answered = authenticator.send(call, location.at(), "pull");
        int status = answered.reply().status();
        Optional<Digest> digest =
                answered.reply().header("docker-content-digest").flatMap(Digest::lenient);
        if (status == 200 && digest.isPresent()) {
            witness.allowed(exchange.requester(), location.asked().name(), answered.anonymous());
            return digest.get();
        }
        if (status == 200 || status == 400 || status == 405 || status == 501) {
            return manifest(location, exchange).digest();
        }
        throw Failures.of(answered, location.host().host());
    }

    byte[] blob(Location location, Descriptor descriptor, long limit, Exchange exchange) throws UnavailableException {
        byte[] embedded = descriptor.data();
        if (embedded != null
                && embedded.length == descriptor.size()
                && embedded.length <= limit
                && Verification.matches(descriptor.digest(), embedded)) {
            return embedded.clone();
        }
        String host = location.host().host();
        if (descriptor.size() > limit) {
            throw Failures.failure(Reason.TOO_LARGE, host, "a blob of " + descriptor.size() + " bytes");
        }
        Call call = call(location, "GET", "blobs/" + descriptor.digest(), descriptor.size() + 1, "blob", exchange);
        byte[] bytes = allowed(location, call).body();
        if (bytes.length != descriptor.size() || !Verification.matches(descriptor.digest(), bytes)) {
            throw Failures.failure(Reason.MALFORMED, host, "a blob is not what its digest says");
        }
        return bytes;
    }

    InputStream layer(Location location, Descriptor descriptor, Exchange exchange) throws UnavailableException {
        Call call = call(location, "GET", "blobs/" + descriptor.digest(), descriptor.size(), "layer", exchange)
                .asStream();
        InputStream stream = allowed(location, call).stream();
        if (stream == null) {
            throw Failures.failure(Reason.MALFORMED, location.host().host(), "a layer without a body");
        }
        return Verification.verifying(stream, descriptor.digest(), descriptor.size());
    }

    Call call(Location location, String method, String path, long limit, String operation, Exchange exchange) {
        String query = location.namespace();
        String separator = path.indexOf('?') < 0 ? "?" : "&";
        String target = "/v2/" + location.at().repository() + "/" + path + (query.isEmpty() ? "" : separator + query);
        return Call.of(location.host(), method, target, limit, operation, exchange);
    }

    /** The reply if it is 200, which is told to the witness; else what it means. */
    Reply allowed(Location location, Call call) throws UnavailableException {
        Answered answered = authenticator.send(call, location.at(), "pull");
        if (answered.reply().status() != 200) {
            throw Failures.of(answered, location.host().host());
        }
        witness.allowed(call.exchange().requester(), location.asked().name(), answered.anonymous());
        return answered.reply();
    }

    Answered send(Location location, Call call, String actions) throws UnavailableException {
        return authenticator.send(call, location.at(), actions);
    }
}
