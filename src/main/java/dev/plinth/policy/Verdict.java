package dev.plinth.policy;

import java.util.List;

/**
 * The verdict on one image.
 *
 * @param outcome the worst over all matching rules
 * @param findings objections of the rules that matched, strictest and most important first; empty if compliant. A finding
 *     whose action is to allow is not among them.
 * @param exemptions identifiers of the exemptions that made a difference
 */
public record Verdict(Outcome outcome, List<Finding> findings, List<String> exemptions) {

    public static final Verdict COMPLIANT = new Verdict(Outcome.COMPLIANT, List.of(), List.of());

    public Verdict {
        findings = List.copyOf(findings);
        exemptions = List.copyOf(exemptions);
    }

    /** Whether a finding denies. */
    public boolean denies() {
        return findings.stream().anyMatch(finding -> finding.mode() == Mode.ENFORCE);
    }
}
