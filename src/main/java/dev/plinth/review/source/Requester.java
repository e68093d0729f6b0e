package dev.plinth.review.source;

import java.util.List;

/**
 * Whose credentials count when an image is read: a pod's namespace, its pull secrets and its service account; or the operator
 * (a person at the command line, the catalogue's refresh), who has what the program was given.
 *
 * @param namespace of the pod; empty for the operator
 * @param pullSecrets names of the pod's pull secrets, in order
 * @param serviceAccount of the pod; empty for the operator
 */
public record Requester(String namespace, List<String> pullSecrets, String serviceAccount) {

    /** Nobody's pod: only the program's own credentials. */
    public static final Requester OPERATOR = new Requester("", List.of(), "");

    public Requester {
        pullSecrets = List.copyOf(pullSecrets);
    }
}
