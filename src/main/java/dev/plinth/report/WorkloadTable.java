package dev.plinth.report;

import dev.plinth.image.reference.Digest;
import dev.plinth.policy.Finding;
import dev.plinth.report.Table.Column;
import dev.plinth.report.Table.Look;
import dev.plinth.review.audit.AuditedImage;
import dev.plinth.review.audit.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Each image of each workload that runs, with what is found of it. */
final class WorkloadTable {

    private WorkloadTable() {}

    static Table<AuditedImage> of(List<AuditedImage> images) {
        return new Table<>(
                "workloads",
                List.of(
                        Column.of(
                                "namespace",
                                "Namespace",
                                AuditedImage::namespace,
                                image -> Filter.linkTo("namespace", image.namespace())),
                        Column.of(
                                "owner",
                                "Workload",
                                WorkloadTable::owner,
                                image -> Filter.linkTo("namespace", image.namespace(), "owner", owner(image))),
                        Column.of(
                                "container",
                                "Container",
                                image -> image.judged().image().name()),
                        Column.of(
                                "image",
                                "Image",
                                image -> image.judged().image().image()),
                        Column.of(
                                "pods",
                                "Pods",
                                AuditedImage::pods,
                                image -> Filter.linkTo("namespace", image.namespace(), "owner", owner(image))),
                        Column.<AuditedImage>of(
                                        "outcome",
                                        "Outcome",
                                        image -> image.judged()
                                                .verdict()
                                                .outcome()
                                                .label())
                                .as(Look.BADGE),
                        Column.<AuditedImage>of(
                                        "tier",
                                        "Tier",
                                        Readiness::tierOf,
                                        image -> Filter.linkTo("tier", Readiness.tierOf(image)))
                                .as(Look.BADGE),
                        Column.of(
                                "base",
                                "Base",
                                Readiness::baseOf,
                                image -> Filter.linkTo("base", Readiness.baseOf(image))),
                        Column.of("findings", "Findings", WorkloadTable::findings),
                        Column.<AuditedImage>of(
                                        "running",
                                        "Running digest",
                                        image -> image.judged().image().running())
                                .as(Look.DATA),
                        Column.<AuditedImage>of("tagNow", "Tag points to", AuditedImage::tagNow)
                                .as(Look.DATA),
                        Column.<AuditedImage>of(
                                        "instead",
                                        "Paste instead",
                                        image -> Tables.fix(
                                                image.judged().advice().isEmpty()
                                                        ? null
                                                        : image.judged()
                                                                .advice()
                                                                .getFirst()))
                                .as(Look.CODE)),
                images);
    }

    private static String owner(AuditedImage image) {
        return image.owner().kind() + "/" + image.owner().name();
    }

    /** Objections, and a tag that has moved on: whoever starts a new pod gets another build than those that run. */
    private static String findings(AuditedImage image) {
        List<String> findings = new ArrayList<>();
        for (Finding finding : image.judged().verdict().findings()) {
            findings.add(finding.rule() + ": " + finding.text());
        }
        Digest now = image.tagNow();
        if (now != null) {
            findings.add("drift: the tag has moved on, to " + shortened(now) + "; "
                    + shortened(Objects.requireNonNull(image.judged().image().running())) + " runs");
        }
        return String.join("; ", findings);
    }

    private static String shortened(Digest digest) {
        String text = digest.toString();
        return text.substring(0, Math.min(text.length(), "sha256:".length() + 12));
    }
}
