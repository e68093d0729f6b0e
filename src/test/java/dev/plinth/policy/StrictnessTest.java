package dev.plinth.policy;

import static dev.plinth.policy.document.Documents.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable.Reason;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which mode a finding is: rule, namespace, policy, dates, actions and existing objects. */
class StrictnessTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    private static Finding violation(String policy, String namespace, boolean existing, LocalDate today) {
        Subject subject = Images.subject(namespace, "registry.corp/shop/cart:1.4");
        Subject placed =
                new Subject(namespace, Map.of(), subject.kind(), subject.written(), subject.identity(), existing);
        List<Finding> findings = Judge.of(policy(policy))
                .judge(placed, Images.full().resolution(), today)
                .findings();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static String written(String mode, String namespaceMode, String ruleMode) {
        return "mode: " + mode + "\n"
                + (namespaceMode == null
                        ? ""
                        : "namespaces: [{ match: { namespaces: [shop] }, mode: " + namespaceMode + " }]\n")
                + "rules:\n  - name: slim\n    require: { tier: { atMost: slim } }\n"
                + (ruleMode == null ? "" : "    mode: " + ruleMode + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        // policy, namespace, rule, expected
        "enforce, , , enforce",
        "warn, , , warn",
        "audit, , , audit",
        "warn, enforce, , enforce",
        "warn, audit, , audit",
        "enforce, warn, , warn",
        "warn, , enforce, enforce",
        "enforce, , audit, audit",
        "warn, enforce, warn, warn",
        "warn, enforce, audit, audit",
        "warn, audit, enforce, audit",
        "warn, warn, enforce, warn",
        "audit, enforce, enforce, enforce",
    })
    void ruleThenNamespaceThenPolicyButNeverStricterThanTheNamespace(
            String policy, String namespace, String rule, String expected) {
        assertThat(violation(written(policy, namespace, rule), "shop", false, TODAY)
                        .mode()
                        .label())
                .isEqualTo(expected);
    }

    @Test
    void firstNamespaceEntryThatMatchesWins() {
        String policy = """
                namespaces:
                  - { match: { namespaces: ["shop"] }, mode: audit }
                  - { match: { namespaces: ["*"] }, mode: enforce }
                rules:
                  - { name: slim, require: { tier: { atMost: slim } } }
                """;

        assertThat(violation(policy, "shop", false, TODAY).mode()).isEqualTo(Mode.AUDIT);
        assertThat(violation(policy, "other", false, TODAY).mode()).isEqualTo(Mode.ENFORCE);
    }

    @ParameterizedTest
    @CsvSource({
        // day, mode that day, days left
        "2027-01-30, warn, 2",
        "2027-01-31, warn, 1",
        "2027-02-01, enforce, 0",
        "2027-02-02, enforce, 0",
    })
    void ruleEnforcesFromItsDayOnAndCountsDown(LocalDate day, String mode, int daysLeft) {
        String policy = written("warn", null, "warn") + "    enforceFrom: 2027-02-01\n";

        Finding finding = violation(policy, "shop", false, day);

        assertThat(finding.mode().label()).isEqualTo(mode);
        assertThat(finding.daysLeft()).isEqualTo(daysLeft);
        assertThat(finding.enforcedFrom()).isEqualTo(daysLeft == 0 ? null : LocalDate.of(2027, 2, 1));
    }

    @Test
    void ruleThatIsYetToEnforceDoesNotInheritEnforcement() {
        String policy = written("enforce", null, null) + "    enforceFrom: 2027-02-01\n";

        assertThat(violation(policy, "shop", false, TODAY).mode()).isEqualTo(Mode.WARN);
        assertThat(violation(policy, "shop", false, LocalDate.of(2027, 2, 1)).mode())
                .isEqualTo(Mode.ENFORCE);
    }

    @Test
    void dayDoesNotOverruleAMilderNamespaceNorIsItAnnouncedThere() {
        String policy = written("warn", "warn", null) + "    enforceFrom: 2026-12-01\n";

        assertThat(violation(policy, "shop", false, TODAY).enforcedFrom()).isNull();
        assertThat(violation(policy, "shop", false, LocalDate.of(2027, 1, 1)).mode())
                .isEqualTo(Mode.WARN);
    }

    @Test
    void existingObjectsAreWarnedOfAtMostUnlessThePolicyEnforcesThere() {
        assertThat(violation(written("enforce", null, null), "shop", true, TODAY)
                        .mode())
                .isEqualTo(Mode.WARN);
        assertThat(violation(written("audit", null, null), "shop", true, TODAY).mode())
                .isEqualTo(Mode.AUDIT);
        assertThat(violation("existing: enforce\n" + written("enforce", null, null), "shop", true, TODAY)
                        .mode())
                .isEqualTo(Mode.ENFORCE);
    }

    @ParameterizedTest
    @CsvSource({
        // action, mode of the rule, mode of the finding; nothing where it is allowed
        "allow, enforce,",
        "warn, enforce, warn",
        "deny, enforce, enforce",
        "allow, warn,",
        "warn, warn, warn",
        "deny, warn, warn",
        "allow, audit,",
        "warn, audit, audit",
        "deny, audit, audit",
    })
    void actionsAreCappedByTheRulesMode(String action, String mode, String expected) {
        String policy = "onUnknown: " + action + "\nonUnavailable: " + action + "\n" + written(mode, null, null);
        Judge judge = Judge.of(policy(policy));
        Subject subject = Images.subject("x");

        for (Verdict verdict : List.of(
                judge.judge(subject, Images.unknown().resolution(), TODAY),
                judge.judge(subject, Images.unread(Reason.NOT_FOUND), TODAY))) {
            assertThat(verdict.findings())
                    .extracting(finding -> finding.mode().label())
                    .isEqualTo(expected == null ? List.of() : List.of(expected));
            assertThat(verdict.outcome()).isIn(Outcome.UNKNOWN, Outcome.UNAVAILABLE);
        }
    }

    @Test
    void capIsTheStrictestModeAmongTheRulesThatNeedTheFact() {
        String policy = """
                onUnknown: deny
                rules:
                  - { name: trial, mode: audit, require: { tier: { atMost: alpine } } }
                  - { name: slim, mode: enforce, require: { tier: { atMost: slim } }, onUnknown: warn }
                  - { name: size, mode: audit, require: { baseSize: { atMost: 1Mi } } }
                """;

        assertThat(Judge.of(policy(policy))
                        .judge(Images.subject("x"), Images.unknown().resolution(), TODAY)
                        .findings())
                .extracting(Finding::rule, Finding::mode)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("trial", Mode.ENFORCE),
                        org.assertj.core.groups.Tuple.tuple("slim", Mode.WARN),
                        org.assertj.core.groups.Tuple.tuple("size", Mode.AUDIT));
    }

    @Test
    void rulesOwnActionGoesBeforeThePolicys() {
        String policy = "onUnknown: deny\nonUnavailable: deny\n" + written("enforce", null, null)
                + "    onUnknown: allow\n    onUnavailable: allow\n";
        Judge judge = Judge.of(policy(policy));

        assertThat(judge.judge(Images.subject("x"), Images.unknown().resolution(), TODAY)
                        .findings())
                .isEmpty();
        assertThat(judge.judge(Images.subject("x"), Images.unread(Reason.RATE_LIMITED), TODAY)
                        .findings())
                .isEmpty();
    }
}
