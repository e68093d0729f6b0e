package dev.plinth.admission;

import dev.plinth.admission.wire.AdmissionRequest;
import dev.plinth.admission.wire.AdmissionResponse;
import dev.plinth.data.Node;
import dev.plinth.data.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The answer to a request about the ConfigMap that holds the policy: a bad edit is refused where it is made, with everything that
 * is wrong with it.
 */
public final class PolicyAdmission {

    /** The API server cuts longer texts. */
    private static final int MOST_PROBLEMS = 50;

    private final Function<Map<String, String>, List<DocumentProblem>> check;

    /**
     * @param check what is wrong with the ConfigMap's data: key and problem
     */
    public PolicyAdmission(Function<Map<String, String>, List<DocumentProblem>> check) {
        this.check = check;
    }

    /**
     * One fault of a document of the ConfigMap.
     *
     * @param key of the ConfigMap's data
     * @param problem with that document
     */
    public record DocumentProblem(String key, Problem problem) {

        @Override
        public String toString() {
            return key + ": " + problem;
        }
    }

    AdmissionResponse answer(AdmissionRequest request) {
        Node object = request.object();
        if (!request.kind().equals("ConfigMap") || !request.bringsObject() || object == null) {
            return AdmissionResponse.allow(request.uid());
        }
        List<DocumentProblem> problems = check.apply(object.textEntries("data"));
        if (problems.isEmpty()) {
            return AdmissionResponse.allow(request.uid());
        }
        List<String> lines = new ArrayList<>();
        lines.add("plinth refused the policy: " + problems.size() + (problems.size() == 1 ? " problem" : " problems"));
        problems.stream().limit(MOST_PROBLEMS).forEach(problem -> lines.add("  " + problem));
        if (problems.size() > MOST_PROBLEMS) {
            lines.add("  … and " + (problems.size() - MOST_PROBLEMS) + " more");
        }
        return new AdmissionResponse(request.uid(), false, String.join("\n", lines), List.of(), Map.of());
    }
}
