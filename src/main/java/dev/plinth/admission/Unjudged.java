package dev.plinth.admission;

import dev.plinth.admission.wire.AdmissionRequest;
import dev.plinth.data.Node;

/** Which requests bring no image that is to be judged, told from the request alone. */
final class Unjudged {

    private static final String NODE_USER = "system:node:";

    private Unjudged() {}

    /** Whether the request is to be let go: deletions, other subresources, objects that are going, and mirror pods. */
    static boolean is(AdmissionRequest request) {
        Node object = request.object();
        return !request.bringsObject()
                || object == null
                || !judgedPart(request)
                || object.text("metadata", "deletionTimestamp").isPresent()
                || isMirrorPod(request, object);
    }

    private static boolean judgedPart(AdmissionRequest request) {
        return request.subResource().isEmpty()
                || request.kind().equals("Pod") && request.subResource().equals("ephemeralcontainers");
    }

    /** The annotation alone could be set by anyone; that a node made the pod for itself cannot. */
    private static boolean isMirrorPod(AdmissionRequest request, Node object) {
        if (!request.kind().equals("Pod")
                || !request.user().startsWith(NODE_USER)
                || object.find("metadata", "annotations", AdmissionRequest.MIRROR)
                        .isEmpty()) {
            return false;
        }
        String node = request.user().substring(NODE_USER.length());
        return object.items("metadata", "ownerReferences").stream()
                .anyMatch(owner -> owner.text("apiVersion").orElse("").equals("v1")
                        && owner.text("kind").orElse("").equals("Node")
                        && owner.text("name").orElse("").equals(node));
    }
}
