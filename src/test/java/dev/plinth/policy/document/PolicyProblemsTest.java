package dev.plinth.policy.document;

import static dev.plinth.policy.document.Documents.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Parsed;
import dev.plinth.policy.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every fault has its path, its line and the way out. */
class PolicyProblemsTest {

    private static final String RULE = "rules: [{ name: a, require: { tier: { atMost: slim } }, %s }]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mode: strict                      | line 1: mode: must be one of enforce, warn, audit",
                "mode: [warn]                      | line 1: mode: must be text, not a list",
                "mode: off                         | line 1: mode: must be text, not a boolean",
                "onUnknown: block                  | line 1: onUnknown: must be one of allow, warn, deny",
                "onUnavailable: audit              | line 1: onUnavailable: must be one of allow, warn, deny",
                "existing: audit                   | line 1: existing: must be one of warn, enforce",
                "contact: ''                       | line 1: contact: must be a text of 1 to 500 characters",
                "contact: 7                        | line 1: contact: must be text, not a number",
                "placeholders: auto                | line 1: placeholders: must be a list, not text",
                "placeholders: [1]                 | line 1: placeholders[0]: must be text, not a number",
                "rules: {}                         | line 1: rules: must be a list, not a mapping",
                "rules: [slim]                     | line 1: rules[0]: must be a mapping, not text",
                "workloads: [{ kind: R, podTemplate: spec, apiVersion: a/b/c }] | line 1: workloads[0].apiVersion: must be group/version, such as argoproj.io/v1alpha1",
                "workloads: [{ apiVersion: v1, kind: R, podTemplate: spec..x }] | line 1: workloads[0].podTemplate: must be keys joined by dots, such as spec.template",
                "workloads: [{ apiVersion: v1, kind: R }] | line 1: workloads[0].podTemplate: is missing",
                "namespaces: [{ mode: warn }]      | line 1: namespaces[0].match: is missing: which namespaces are meant",
                "namespaces: [{ match: { namespaces: [a] } }] | line 1: namespaces[0].mode: is missing: one of enforce, warn, audit",
                "namespaces: [{ match: {}, mode: warn }] | line 1: namespaces[0].match: needs namespaces or namespaceSelector; namespaces: [\"*\"] means every namespace",
                "namespaces: [{ match: { namespaces: [] }, mode: warn }] | line 1: namespaces[0].match.namespaces: must not be empty; leave the key out to mean all",
                "exemptions: [{ images: [a] }]     | line 1: exemptions[0].reason: is missing: whoever meets this exemption has to know why it is there",
                "exemptions: [{ reason: r }]       | line 1: exemptions[0]: must say what it exempts: images, namespaces, rules or bases",
                "exemptions: [{ images: [], reason: r }] | line 1: exemptions[0].images: must not be empty; leave the key out to mean all",
                "exemptions: [{ rules: [slimm], reason: r }] | line 1: exemptions[0].rules[0]: no rule is called so",
                "exemptions: [{ images: [a], reason: r, expires: 2027-02-30 }] | line 1: exemptions[0].expires: must be a day that exists, such as 2027-02-01",
                "exemptions: [{ images: [a], reason: r, expires: soon }] | line 1: exemptions[0].expires: must be a day that exists, such as 2027-02-01",
                "advice: [{ from: 'python:*', to: 'x:{versoin}' }] | line 1: advice[0].to: {versoin} stands for nothing, did you mean 'version'?; known: alpine, codename, distribution, major, plain, release, repository, tag, version",
                "advice: [{ from: 'python:*', to: 'UPPER:{version}/x' }] | line 1: advice[0].to: must be an image reference",
                "advice: [{ from: 'python:*', to: 'registry.corp/python' }] | line 1: advice[0].to: must have a tag and no digest: the digest is that of the tag when the advice is given",
                "advice: [{ from: 'python:*' }]    | line 1: advice[0].to: is missing",
                "modes: warn                       | line 1: modes: unknown key, did you mean 'mode'?; known here: advice, apiVersion, contact, exemptions, existing, kind, mode, namespaces, onUnavailable, onUnknown, placeholders, rules, workloads",
            })
    void faultOfADocument(String body, String problem) {
        assertThat(problems(body)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mode: enforce, enforceFrom: 2027-02-01 | line 1: rules[0].enforceFrom: contradicts mode: enforce; before that day the mode must be warn or audit, or left out",
                "enforceFrom: 20270201             | line 1: rules[0].enforceFrom: must be text, not a number",
                "enforceFrom: 2027-13-01           | line 1: rules[0].enforceFrom: must be a day that exists, such as 2027-02-01",
                "message: \"a\\nb\"                | line 1: rules[0].message: must be one line, without control characters",
                "requires: {}                      | line 1: rules[0].requires: unknown key, did you mean 'require'?; known here: enforceFrom, match, message, mode, name, onUnavailable, onUnknown, require",
                "match: { image: [a] }             | line 1: rules[0].match.image: unknown key, did you mean 'images'?; known here: containers, images, namespaceSelector, namespaces",
                "match: { images: ['a**b'] }       | line 1: rules[0].match.images[0]: ** must be a whole segment",
                "match: { images: [] }             | line 1: rules[0].match.images: must not be empty; leave the key out to mean all",
                "match: { containers: [init] }     | line 1: rules[0].match.containers[0]: must be one of container, initContainer, ephemeralContainer, imageVolume",
                "match: { namespaces: [Shop] }     | line 1: rules[0].match.namespaces[0]: must be a namespace's name of at most 63 lower-case letters, digits and '-', with * for any characters",
                "match: { namespaceSelector: { matchLabels: { a: 1 } } } | line 1: rules[0].match.namespaceSelector.matchLabels.a: must be text, not a number",
                "match: { namespaceSelector: { matchExpressions: [{ key: a, operator: in, values: [b] }] } } | line 1: rules[0].match.namespaceSelector.matchExpressions[0].operator: must be one of In, NotIn, Exists, DoesNotExist",
                "match: { namespaceSelector: { matchExpressions: [{ key: a, operator: In }] } } | line 1: rules[0].match.namespaceSelector.matchExpressions[0].values: values must not be empty for In and NotIn",
                "match: { namespaceSelector: { matchExpressions: [{ key: a, operator: Exists, values: [b] }] } } | line 1: rules[0].match.namespaceSelector.matchExpressions[0].values: values must be left out for Exists and DoesNotExist",
                "match: { namespaceSelector: { matchExpressions: [{ key: '', operator: Exists }] } } | line 1: rules[0].match.namespaceSelector.matchExpressions[0].key: must be a label's key",
            })
    void faultOfARule(String part, String problem) {
        assertThat(problems(RULE.formatted(part))).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tier: { atMost: thin }            | tier.atMost: must be one of scratch, distroless, alpine, slim, full",
                "tier: slim                        | tier: must be a mapping, not text",
                "tier: { atLeast: slim }           | tier.atMost: is missing: write tier: { atMost: … }",
                "imagePinning: { atLeast: tag }    | imagePinning.atLeast: must be one of none, floating, codename, digest",
                "basePinning: {}                   | basePinning.atLeast: is missing: write basePinning: { atLeast: … }",
                "evidence: { atLeast: sure }       | evidence.atLeast: must be one of guessed, claimed, verified",
                "baseSize: { atMost: 120MB }       | baseSize.atMost: must be a size such as 120Mi: a number with k, M, G, Ki, Mi or Gi",
                "baseSize: { atMost: -5 }          | baseSize.atMost: must be a size such as 120Mi: a number with k, M, G, Ki, Mi or Gi",
                "imageSize: { atMost: 0 }          | imageSize.atMost: must be a size above zero",
                "baseAge: { atMost: 90 }           | baseAge.atMost: must be an age such as 90d: a whole number of days (d) or weeks (w)",
                "baseCurrent: false                | baseCurrent: must be true, or left out: an outdated base is no requirement",
                "shell: none                       | shell: must be true or false, not text",
                "base: { anyOf: [] }               | base.anyOf: must not be empty; leave the key out to mean all",
                "base: { noneOf: [] }              | base: must have an entry in anyOf or noneOf",
                "base: { anyOf: [a], noneOf: [a] } | base.noneOf: a is allowed by anyOf and forbidden here",
                "base: { anyOf: [a, 'b c'] }       | base.anyOf[1]: a pattern must be a reference with * and **, without spaces",
                "base: { anyof: [a], noneOf: [b] } | base.anyof: unknown key, did you mean 'anyOf'?; known here: anyOf, noneOf",
                "{}                                | : must require at least one thing",
            })
    void faultOfARequirement(String part, String problem) {
        String require = part.equals("{}") ? "{}" : "{ " + part + " }";

        assertThat(problems("rules: [{ name: a, require: " + require + " }]"))
                .contains(("line 1: rules[0].require." + problem).replace(".: ", ": "));
    }

    @Test
    void allFaultsAreToldInOneGoInTheOrderOfTheDocument() {
        String body = """
                mode: strict
                rules:
                  - name: a
                    require: { tier: { atMost: thin } }
                  - name: a
                    require: { shell: 1 }
                    mod: warn
                exemptions:
                  - rules: [b]
                    reason: x
                onunknown: warn
                """;

        assertThat(problems(body))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ", problem.indexOf(": ") + 2)))
                .containsExactly(
                        "line 1: mode",
                        "line 4: rules[0].require.tier.atMost",
                        "line 5: rules[1].name",
                        "line 6: rules[1].require.shell",
                        "line 7: rules[1].mod",
                        "line 9: exemptions[0].rules[0]",
                        "line 11: onunknown");
    }

    @Test
    void exemptionMayNameARuleThatHasAFaultOfItsOwn() {
        assertThat(problems("""
                rules: [{ name: slim, require: { tier: { atMost: thin } } }]
                exemptions: [{ rules: [slim], reason: x }]
                """)).hasSize(1);
    }

    @Test
    void misspeltRuleOfAnExemptionIsRecognised() {
        assertThat(problems("""
                rules: [{ name: no-full-bases, require: { tier: { atMost: slim } } }]
                exemptions: [{ rules: [no-full-base], reason: x }]
                """))
                .containsExactly("line 2: exemptions[0].rules[0]: no rule is called so, did you mean 'no-full-bases'?");
    }

    @Test
    void namesOfExemptionsAreUnique() {
        assertThat(problems("""
                exemptions:
                  - { name: x, images: [a], reason: r }
                  - { name: x, images: [b], reason: r }
                """)).containsExactly("line 3: exemptions[1].name: another exemption is called x already");
    }

    @Test
    void reservedRuleTakesNoRequirements() {
        assertThat(problems("rules: [{ name: base-claim-refuted, require: { shell: false } }]"))
                .containsExactly(
                        "line 1: rules[0].require: must be left out: what base-claim-refuted requires is built in");
    }

    @Test
    void ruleNeedsANameAndARequirement() {
        assertThat(problems("rules: [{ mode: warn }]"))
                .containsExactly(
                        "line 1: rules[0].name: is missing",
                        "line 1: rules[0].require: is missing: what the images must fulfil");
    }

    @Test
    void documentOfAnotherKindIsNoPolicy() {
        assertThat(((Parsed.Invalid<Policy>) Documents.read("apiVersion: v1\nkind: ConfigMap\ndata: {}\n")).problems())
                .extracting(Object::toString)
                .contains("line 1: apiVersion: must be plinth.dev/v1", "line 2: kind: must be BaseImagePolicy");
        assertThat(((Parsed.Invalid<Policy>) Documents.read("mode: warn\n")).problems())
                .extracting(Object::toString)
                .containsExactly("line 1: apiVersion: must be plinth.dev/v1", "line 1: kind: must be BaseImagePolicy");
    }

    @Test
    void documentThatIsNoMappingIsNoPolicy() {
        for (String text : List.of("[]", "policy", "7")) {
            assertThat(Documents.read(text)).as(text).isInstanceOf(Parsed.Invalid.class);
        }
    }
}
