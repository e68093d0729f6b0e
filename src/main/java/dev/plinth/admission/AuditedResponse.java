package dev.plinth.admission;

import dev.plinth.admission.wire.AdmissionRequest;
import dev.plinth.admission.wire.AdmissionResponse;
import dev.plinth.base.Resolution;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Mode;
import dev.plinth.review.Review;
import dev.plinth.review.workload.JudgedImage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A review as an admission response, with what the API server's audit log is to keep of it. */
final class AuditedResponse {

    /** The audit log is kept for years; a workload of a thousand images must not fill it. */
    private static final int MAX_VALUE = 4096;

    private AuditedResponse() {}

    static AdmissionResponse of(AdmissionRequest request, Review review) {
        return new AdmissionResponse(
                request.uid(), review.allowed(), review.message(), review.warnings(), annotations(review));
    }

    private static Map<String, String> annotations(Review review) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("verdict", verdict(review));
        Set<String> rules = new LinkedHashSet<>();
        StringBuilder images = new StringBuilder();
        for (JudgedImage judged : review.images()) {
            for (Finding finding : judged.verdict().findings()) {
                rules.add(finding.rule() + "=" + finding.mode().label());
            }
            describe(judged, images);
        }
        if (!rules.isEmpty()) {
            annotations.put("rules", cut(String.join(",", rules)));
        }
        if (!images.isEmpty()) {
            annotations.put("images", cut(images.toString()));
        }
        annotations.put("policy", review.policyVersion());
        return annotations;
    }

    /** {@code denied}, {@code warned}, {@code audited} or {@code allowed}: the strictest that was said of an image. */
    private static String verdict(Review review) {
        if (!review.allowed()) {
            return "denied";
        }
        boolean any = false;
        for (JudgedImage judged : review.images()) {
            for (Finding finding : judged.verdict().findings()) {
                if (finding.mode() == Mode.WARN) {
                    return "warned";
                }
                any = true;
            }
        }
        return any ? "audited" : "allowed";
    }

    /** {@code container app=python:3.12 violating sha256:…}, the digest that was judged where one was. */
    private static void describe(JudgedImage judged, StringBuilder out) {
        if (out.length() > MAX_VALUE) {
            return;
        }
        out.append(out.isEmpty() ? "" : "; ")
                .append(judged.image().kind().label())
                .append(' ')
                .append(judged.image().name())
                .append('=')
                .append(judged.image().image())
                .append(' ')
                .append(judged.verdict().outcome().label());
        if (judged.resolution() instanceof Resolution.Classified classified) {
            out.append(' ').append(classified.digest());
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE - 1) + "…";
    }
}
