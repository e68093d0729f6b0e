package dev.plinth.kubernetes;

import dev.plinth.data.Printable;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Mode;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewListener;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.Owner;
import dev.plinth.review.workload.Workload;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Duration;
import java.util.Map;

/** Findings as Events where people look for them: a pod that a ReplicaSet may not make shows on its Deployment. */
public final class FindingEvents implements ReviewListener {

    private static final Map<String, String> API_VERSIONS = Map.of(
            "Pod", "v1",
            "ReplicationController", "v1",
            "Deployment", "apps/v1",
            "ReplicaSet", "apps/v1",
            "StatefulSet", "apps/v1",
            "DaemonSet", "apps/v1",
            "Job", "batch/v1",
            "CronJob", "batch/v1");

    private final EventRecorder recorder;

    public FindingEvents(EventRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void reviewed(ReviewRequest request, Review review, Duration took) {
        if (request.dryRun()) {
            return;
        }
        for (JudgedImage image : review.images()) {
            for (Finding finding : image.verdict().findings()) {
                recorder.note(
                        about(request.workload()),
                        finding.mode() == Mode.AUDIT ? "Normal" : "Warning",
                        reason(finding),
                        text(image, finding));
            }
        }
    }

    private static String reason(Finding finding) {
        return switch (finding.mode()) {
            case ENFORCE -> "BaseImageDenied";
            case WARN -> "BaseImageWarning";
            case AUDIT -> "BaseImageAudited";
        };
    }

    private static String text(JudgedImage image, Finding finding) {
        return "%s \"%s\" %s: %s: %s"
                .formatted(
                        image.image().kind().label(),
                        Printable.of(image.image().name()),
                        Printable.of(image.image().image()),
                        finding.rule(),
                        finding.text());
    }

    private static ObjectReference about(Workload workload) {
        Owner owner = workload.owner();
        if (owner != null) {
            return reference(owner.apiVersion(), owner.kind(), workload.namespace(), owner.name());
        }
        // An object that is still to be named has no name that an Event could bear.
        String name = workload.name().endsWith("*")
                ? workload.name().substring(0, workload.name().length() - 1)
                : workload.name();
        return reference(API_VERSIONS.getOrDefault(workload.kind(), ""), workload.kind(), workload.namespace(), name);
    }

    private static ObjectReference reference(String apiVersion, String kind, String namespace, String name) {
        return new ObjectReferenceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withNamespace(namespace)
                .withName(name)
                .build();
    }
}
