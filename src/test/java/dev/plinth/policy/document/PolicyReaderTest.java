package dev.plinth.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Confidence;
import dev.plinth.base.Tier;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.data.Parsed;
import dev.plinth.image.reference.ReferencePattern;
import dev.plinth.policy.Action;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.CustomWorkload;
import dev.plinth.policy.Exemption;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Policy;
import dev.plinth.policy.Rule;
import dev.plinth.policy.condition.BaseAgeAtMost;
import dev.plinth.policy.condition.BaseIsCurrent;
import dev.plinth.policy.condition.BaseIsOneOf;
import dev.plinth.policy.condition.BasePinningAtLeast;
import dev.plinth.policy.condition.BaseSizeAtMost;
import dev.plinth.policy.condition.ContentFact;
import dev.plinth.policy.condition.EvidenceAtLeast;
import dev.plinth.policy.condition.ImagePinningAtLeast;
import dev.plinth.policy.condition.ImageSizeAtMost;
import dev.plinth.policy.condition.TierAtMost;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {

    private static final String EVERYTHING = """
            apiVersion: plinth.dev/v1
            kind: BaseImagePolicy
            mode: audit
            onUnknown: allow
            onUnavailable: deny
            existing: enforce
            contact: "platform@corp"
            placeholders: ["auto"]
            workloads:
              - { apiVersion: argoproj.io/v1alpha1, kind: Rollout, podTemplate: spec.template }
            rules:
              - name: no-full-bases
                match:
                  namespaces: ["shop-*"]
                  namespaceSelector:
                    matchLabels: { tier: production }
                    matchExpressions:
                      - { key: team, operator: In, values: [shop, cart] }
                      - { key: legacy, operator: DoesNotExist }
                  images: ["registry.corp/shop/**"]
                  containers: [container, imageVolume]
                require:
                  tier: { atMost: slim }
                  imagePinning: { atLeast: digest }
                  basePinning: { atLeast: codename }
                  base: { anyOf: ["docker.io/library/python:*-slim-*", "gcr.io/distroless/**"], noneOf: [] }
                  evidence: { atLeast: verified }
                  baseSize: { atMost: 120Mi }
                  imageSize: { atMost: 500Mi }
                  baseAge: { atMost: 90d }
                  baseCurrent: true
                  shell: false
                  packageManager: false
                  buildTools: false
                mode: warn
                enforceFrom: 2027-02-01
                onUnknown: deny
                onUnavailable: allow
                message: "See go/base-images."
            namespaces:
              - match: { namespaces: ["prod-*"] }
                mode: enforce
            exemptions:
              - name: cluster
                images: ["registry.k8s.io/**"]
                namespaces: [kube-*]
                rules: [no-full-bases, base-claim-refuted]
                bases: ["docker.io/library/debian:*"]
                reason: "cluster components"
                owner: "platform@corp"
                expires: 2027-06-30
              - { images: [legacy], reason: until it is gone }
            advice:
              - from: "docker.io/library/python:*"
                to: "registry.corp/base/python:{version}-slim-{codename}"
            """;

    private static Policy everything() {
        return ((Parsed.Valid<Policy>) Documents.read(EVERYTHING)).value();
    }

    @Test
    void everyFieldIsRead() {
        Policy policy = everything();

        assertThat(policy.mode()).isEqualTo(Mode.AUDIT);
        assertThat(policy.onUnknown()).isEqualTo(Action.ALLOW);
        assertThat(policy.onUnavailable()).isEqualTo(Action.DENY);
        assertThat(policy.existing()).isEqualTo(Mode.ENFORCE);
        assertThat(policy.contact()).isEqualTo("platform@corp");
        assertThat(policy.placeholders()).containsExactly("auto");
        assertThat(policy.workloads())
                .containsExactly(new CustomWorkload("argoproj.io/v1alpha1", "Rollout", List.of("spec", "template")));
        assertThat(policy.namespaces())
                .singleElement()
                .satisfies(entry -> assertThat(entry.mode()).isEqualTo(Mode.ENFORCE))
                .satisfies(entry ->
                        assertThat(entry.match().matches("prod-eu", null)).isTrue())
                .satisfies(
                        entry -> assertThat(entry.match().matches("shop", null)).isFalse());
        assertThat(policy.advice())
                .singleElement()
                .satisfies(it -> assertThat(it.to()).isEqualTo("registry.corp/base/python:{version}-slim-{codename}"));
    }

    @Test
    void everyPartOfARuleIsRead() {
        Rule rule = everything().rules().getFirst();

        assertThat(rule.name()).isEqualTo("no-full-bases");
        assertThat(rule.mode()).isEqualTo(Mode.WARN);
        assertThat(rule.enforceFrom()).isEqualTo(LocalDate.of(2027, 2, 1));
        assertThat(rule.onUnknown()).isEqualTo(Action.DENY);
        assertThat(rule.onUnavailable()).isEqualTo(Action.ALLOW);
        assertThat(rule.message()).isEqualTo("See go/base-images.");
        assertThat(rule.match().containers())
                .containsExactlyInAnyOrder(ContainerKind.CONTAINER, ContainerKind.IMAGE_VOLUME);
        assertThat(rule.match().images().toString()).isEqualTo("[registry.corp/shop/**]");
        assertThat(rule.match().namespaces().names().toString()).isEqualTo("[shop-*]");
        assertThat(rule.match().namespaces().selector().requirements()).hasSize(3);
    }

    @Test
    void everyConditionIsRead() {
        List<?> require = everything().rules().getFirst().require();

        assertThat(require.get(3)).isInstanceOf(BaseIsOneOf.class);
        assertThat(require.stream().map(Object.class::cast).filter(condition -> !(condition instanceof BaseIsOneOf)))
                .containsExactly(
                        new TierAtMost(Tier.SLIM),
                        new ImagePinningAtLeast(Pinning.DIGEST),
                        new BasePinningAtLeast(Pinning.CODENAME),
                        new EvidenceAtLeast(Confidence.VERIFIED),
                        new BaseSizeAtMost(120L << 20, "120Mi"),
                        new ImageSizeAtMost(500L << 20, "500Mi"),
                        new BaseAgeAtMost(90, "90d"),
                        new BaseIsCurrent(),
                        new ContentFact(ContentFact.Kind.SHELL, false),
                        new ContentFact(ContentFact.Kind.PACKAGE_MANAGER, false),
                        new ContentFact(ContentFact.Kind.BUILD_TOOLS, false));
    }

    @Test
    void everyPartOfAnExemptionIsRead() {
        Exemption first = everything().exemptions().getFirst();

        assertThat(first.id()).isEqualTo("cluster");
        assertThat(first.images()).extracting(ReferencePattern::toString).containsExactly("registry.k8s.io/**");
        assertThat(first.namespaces().toString()).isEqualTo("[kube-*]");
        assertThat(first.rules()).containsExactly("no-full-bases", "base-claim-refuted");
        assertThat(first.bases()).hasSize(1);
        assertThat(first.reason()).isEqualTo("cluster components");
        assertThat(first.owner()).isEqualTo("platform@corp");
        assertThat(first.expires()).isEqualTo(LocalDate.of(2027, 6, 30));
    }

    @Test
    void exemptionWithoutNameIsCalledByItsPlace() {
        assertThat(everything().exemptions().get(1).id()).isEqualTo("exemptions[1]");
    }

    @Test
    void emptyDocumentIsValidAndHasNoRules() {
        for (String empty : List.of("", "# nothing\n", "---\n", "{}")) {
            assertThat(Documents.read(empty)).as(empty).isEqualTo(new Parsed.Valid<>(Policy.EMPTY));
        }
        assertThat(Policy.EMPTY.rules()).isEmpty();
    }

    @Test
    void whatIsLeftOutWarns() {
        assertThat(Documents.policy("")).isEqualTo(Policy.EMPTY);
        assertThat(Policy.EMPTY.mode()).isEqualTo(Mode.WARN);
        assertThat(Policy.EMPTY.onUnknown()).isEqualTo(Action.WARN);
        assertThat(Policy.EMPTY.onUnavailable()).isEqualTo(Action.WARN);
        assertThat(Policy.EMPTY.existing()).isEqualTo(Mode.WARN);
    }

    @Test
    void defaultPolicyWarnsOfFatAndUnpinned() throws Exception {
        try (InputStream in = PolicyReaderTest.class.getResourceAsStream(PolicyReader.DEFAULT_POLICY)) {
            assertThat(in).isNotNull();
            Policy policy = ((Parsed.Valid<Policy>)
                            Documents.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)))
                    .value();

            assertThat(policy.mode()).isEqualTo(Mode.WARN);
            assertThat(policy.rules())
                    .flatExtracting(Rule::require)
                    .containsExactly(
                            new TierAtMost(Tier.SLIM),
                            new ImagePinningAtLeast(Pinning.CODENAME),
                            new BasePinningAtLeast(Pinning.CODENAME));
            assertThat(policy.rules()).extracting(Rule::onUnknown).containsExactly(null, null, Action.ALLOW);
        }
    }

    @Test
    void fiveHundredRulesAreFine() {
        StringBuilder body = new StringBuilder("rules:\n");
        IntStream.range(0, 500)
                .forEach(i -> body.append("- { name: rule-%d, require: { tier: { atMost: slim } } }\n".formatted(i)));

        assertThat(Documents.policy(body.toString()).rules()).hasSize(500);
    }
}
