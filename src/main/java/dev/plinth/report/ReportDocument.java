package dev.plinth.report;

import dev.plinth.codec.JsonText;
import dev.plinth.codec.ResultDocument;
import dev.plinth.codec.Tree;
import dev.plinth.data.Node;
import dev.plinth.policy.Finding;
import dev.plinth.review.audit.AuditReport;
import dev.plinth.review.audit.AuditedImage;
import dev.plinth.review.source.Requester;
import dev.plinth.review.text.ReviewText;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.review.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The whole report as JSON. Beside the tables it has {@code images}, each with its result document, and {@code workloads}: whatever
 * is objected to, with the texts of an answer, as {@code plinth explain --from} reads them. Keys are added in later versions, and
 * never change their meaning.
 */
record ReportDocument(AuditReport audit, Replica replica, Optional<PolicyInForce> policy) {

    void write(List<Table<?>> tables, Consumer<String> out) {
        String head = JsonText.compact(new Tree()
                .with("started", audit.started())
                .with("finished", audit.finished())
                .with("judged", audit.done())
                .with("of", audit.of())
                .with("policyVersion", audit.policyVersion())
                .with("replica", replica.name())
                .with("auditedBy", replica.auditor().isEmpty() ? null : replica.auditor())
                .node());
        out.accept(head.substring(0, head.length() - 1));
        for (Table<?> table : tables) {
            out.accept(",\"" + table.id() + "\":" + JsonText.compact(table.json()));
        }
        out.accept(",\"workloads\":[");
        String separator = "";
        for (List<AuditedImage> images : byOwner().values()) {
            if (images.stream()
                    .anyMatch(image -> !image.judged().verdict().findings().isEmpty())) {
                out.accept(separator + JsonText.compact(workload(images)));
                separator = ",";
            }
        }
        out.accept("],\"images\":[");
        separator = "";
        for (AuditedImage image : audit.images()) {
            out.accept(separator + JsonText.compact(image(image)));
            separator = ",";
        }
        out.accept("]}");
    }

    private Map<List<String>, List<AuditedImage>> byOwner() {
        Map<List<String>, List<AuditedImage>> owners = new LinkedHashMap<>();
        for (AuditedImage image : audit.images()) {
            List<String> owner = List.of(
                    image.namespace(), image.owner().kind(), image.owner().name());
            owners.computeIfAbsent(owner, _ -> new ArrayList<>()).add(image);
        }
        return owners;
    }

    private Node workload(List<AuditedImage> images) {
        AuditedImage first = images.getFirst();
        List<JudgedImage> judged = images.stream().map(AuditedImage::judged).toList();
        Workload workload = new Workload(
                first.owner().kind(),
                first.namespace(),
                first.owner().name(),
                null,
                List.of(),
                List.of(),
                new Requester(first.namespace(), List.of(), "default"));
        boolean denied = judged.stream().anyMatch(image -> image.verdict().denies());
        Optional<ReviewText> text = policy.map(inForce -> new ReviewText(workload, judged, inForce));
        return new Tree()
                .with("kind", workload.kind())
                .with("namespace", workload.namespace())
                .with("name", workload.name())
                .with("uid", first.ownerUid())
                .with("allowed", !denied)
                .with("message", denied ? text.map(ReviewText::denial).orElse(null) : null)
                .with("warnings", text.map(ReviewText::warnings).orElse(List.of()), warning -> warning)
                .with("policyVersion", audit.policyVersion())
                .with("images", judged, ReportDocument::objections)
                .node();
    }

    private static Node objections(JudgedImage judged) {
        return new Tree()
                .with("container", judged.image().name())
                .with("containerKind", judged.image().kind().label())
                .with(
                        "result",
                        new Tree()
                                .with("reference", judged.image().image())
                                .with(
                                        "violations",
                                        judged.verdict().findings().stream()
                                                .filter(finding -> finding.kind() == Finding.Kind.VIOLATION)
                                                .toList(),
                                        ReportDocument::objection)
                                .node())
                .node();
    }

    private static Node objection(Finding finding) {
        return new Tree()
                .with("rule", finding.rule())
                .with("mode", finding.mode().label())
                .with("text", finding.text())
                .node();
    }

    private static Node image(AuditedImage image) {
        return new Tree()
                .with("namespace", image.namespace())
                .with("owner", image.owner().kind() + "/" + image.owner().name())
                .with("container", image.judged().image().name())
                .with("running", image.judged().image().running())
                .with("tagNow", image.tagNow())
                .with("drifted", image.drifted())
                .with("pods", image.pods())
                .with("wouldBeRefused", image.wouldBeRefused())
                .with("result", ResultDocument.of(image.judged()))
                .node();
    }
}
