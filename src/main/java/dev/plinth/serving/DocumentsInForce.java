package dev.plinth.serving;

import dev.plinth.admission.PolicyAdmission.DocumentProblem;
import dev.plinth.codec.PolicyDocument;
import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.workload.PolicyInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The documents that the program works by, from wherever they come: swapped whole, and only for good ones. A bad one, or none, leaves
 * the last good ones in force, and says so to whoever listens. Changes come on one thread, questions on any.
 */
public final class DocumentsInForce {

    public static final String POLICY = "policy.yaml";
    public static final String REGISTRIES = "registries.yaml";

    private final Listener listener;
    private final BiConsumer<PolicyInForce, RegistrySettings> install;

    private volatile @Nullable PolicyInForce policy;
    private volatile @Nullable String complaint;

    /**
     * @param install puts documents into force; before the first review by them
     */
    public DocumentsInForce(BiConsumer<PolicyInForce, RegistrySettings> install, Listener listener) {
        this.install = install;
        this.listener = listener;
    }

    /** Hears what becomes of the documents. Must not throw. */
    public interface Listener {

        /** They are in force now. */
        void accepted(PolicyInForce policy);

        /** They are not valid; what was in force before still is. */
        void refused(String source, List<DocumentProblem> problems, boolean nothingInForce);

        /** They are gone; what was in force before still is. */
        void gone(String source, boolean nothingInForce);
    }

    /** Good documents, or everything that is wrong with them. */
    private sealed interface Reading {

        record Good(PolicyInForce policy, RegistrySettings registries) implements Reading {}

        record Bad(List<DocumentProblem> problems) implements Reading {}
    }

    /** Takes new documents, by key. */
    public synchronized void take(Map<String, String> documents, String source) {
        switch (read(documents, source)) {
            case Reading.Good(PolicyInForce read, RegistrySettings registries) -> {
                PolicyInForce good = remembering(read);
                install.accept(good, registries);
                policy = good;
                complaint = null;
                listener.accepted(good);
            }
            case Reading.Bad(List<DocumentProblem> problems) -> {
                complaint = source + " is not valid: " + problems.getFirst()
                        + (problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)");
                listener.refused(source, problems, policy == null);
            }
        }
    }

    private static PolicyInForce remembering(PolicyInForce read) {
        return new PolicyInForce(
                read.policy(), new RememberingJudge(read.judge()), read.workloads(), read.source(), read.version());
    }

    /** The documents' place is empty. */
    public synchronized void gone(String source) {
        complaint = source + " does not exist";
        listener.gone(source, policy == null);
    }

    /** What is wrong with documents; nothing is put into force. */
    public static List<DocumentProblem> check(Map<String, String> documents) {
        return read(documents, "") instanceof Reading.Bad(List<DocumentProblem> problems) ? problems : List.of();
    }

    private static Reading read(Map<String, String> documents, String source) {
        List<DocumentProblem> problems = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(documents.keySet());
        unknown.removeAll(Set.of(POLICY, REGISTRIES));
        for (String key : unknown) {
            problems.add(new DocumentProblem(
                    key, new Problem("", 0, "unknown key; known here: " + POLICY + ", " + REGISTRIES)));
        }
        PolicyInForce good = null;
        String text = documents.get(POLICY);
        if (text == null) {
            problems.add(new DocumentProblem(POLICY, new Problem("", 0, "is missing; an empty one allows everything")));
        } else {
            good = valid(POLICY, PolicyDocument.read(text, source), problems);
        }
        RegistrySettings registries = registries(documents.getOrDefault(REGISTRIES, ""), problems);
        return good == null || registries == null || !problems.isEmpty()
                ? new Reading.Bad(problems)
                : new Reading.Good(good, registries);
    }

    private static @Nullable RegistrySettings registries(String text, List<DocumentProblem> problems) {
        if (text.isBlank()) {
            return RegistrySettings.DEFAULT;
        }
        Node document = valid(REGISTRIES, Yaml.read(text), problems);
        return document == null ? null : valid(REGISTRIES, RegistrySettings.read(document), problems);
    }

    private static <T> @Nullable T valid(String key, Parsed<T> parsed, List<DocumentProblem> problems) {
        return switch (parsed) {
            case Parsed.Valid<T>(T value) -> value;
            case Parsed.Invalid<T>(List<Problem> wrong) -> {
                wrong.forEach(problem -> problems.add(new DocumentProblem(key, problem)));
                yield null;
            }
        };
    }

    /** The policy that judges; empty as long as no good one has come. */
    public Optional<PolicyInForce> policy() {
        return Optional.ofNullable(policy);
    }

    /** Why what came last is not in force; empty if it is. */
    public Optional<String> complaint() {
        return Optional.ofNullable(complaint);
    }
}
