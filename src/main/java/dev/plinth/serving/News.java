package dev.plinth.serving;

import dev.plinth.admission.PolicyAdmission.DocumentProblem;
import dev.plinth.certificates.KeyedCertificate;
import dev.plinth.metrics.ProgramMetrics;
import dev.plinth.policy.Exemption;
import dev.plinth.review.workload.PolicyInForce;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What becomes of documents and certificates, told where people look: log, metrics and Events.
 *
 * @param complaint tells whoever edits the policy's ConfigMap
 * @param key hears of the certificate that handshakes are made with from now on
 */
public record News(
        ProgramMetrics metrics, InstantSource clock, Consumer<String> complaint, Consumer<KeyedCertificate> key)
        implements DocumentsInForce.Listener, ServingCertificate.Listener {

    private static final Logger LOG = Logger.getLogger(News.class);

    @Override
    public void accepted(PolicyInForce policy) {
        int rules = policy.policy().rules().size();
        metrics.policyAccepted(clock.instant(), rules);
        Map<String, Supplier<Number>> daysLeft = new LinkedHashMap<>();
        for (Exemption exemption : policy.policy().exemptions()) {
            if (exemption.expires() != null) {
                daysLeft.put(exemption.id(), () -> exemption.daysLeft(today()).orElse(0));
            }
        }
        metrics.exemptions(daysLeft);
        LOG.infof("Judging by %s, version %s, %d rules", policy.source(), policy.version(), rules);
        policy.policy().expiring(today()).forEach(exemption -> LOG.warn(exemption.notice(today())));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Override
    public void refused(String source, List<DocumentProblem> problems, boolean nothingInForce) {
        metrics.policyRefused();
        String all = problems.stream().map(DocumentProblem::toString).collect(Collectors.joining("; "));
        LOG.errorf("%s is not valid and not taken up, %s: %s", source, consequence(nothingInForce), all);
        complaint.accept("not taken up, " + consequence(nothingInForce) + ": " + all);
    }

    @Override
    public void gone(String source, boolean nothingInForce) {
        metrics.policyGone();
        LOG.errorf("%s does not exist, %s", source, consequence(nothingInForce));
    }

    private static String consequence(boolean nothingInForce) {
        return nothingInForce ? "nothing is judged yet" : "the last good documents stay in force";
    }

    @Override
    public void accepted(KeyedCertificate certificate) {
        key.accept(certificate);
        metrics.certificateServed(certificate.notAfter());
        LOG.infof("Serving the certificate %s", certificate);
    }

    @Override
    public void refused(String why, boolean nothingServed) {
        metrics.certificateRefused();
        LOG.errorf(
                "The new certificate cannot be served: %s. %s",
                why, nothingServed ? "There is none to serve yet." : "The present one stays.");
    }
}
