package dev.plinth.certificates;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a certificate is renewed, and how an authority is rotated without a moment in which a client does not trust a server:
 *
 * <ol>
 *   <li>the next authority is made and trusted beside the present one;
 *   <li>when every client has had time to hear of it, it signs a new certificate, and the former authority stays trusted;
 *   <li>when every server has had time to take up that certificate, the former authority is dropped.
 * </ol>
 *
 * <p>Pure but for new keys: the time is an argument, and how far a rotation has come shows in the certificates themselves.
 */
public final class Renewal {

    /** In which clients hear of a new authority: watches of API servers take moments, this is for those that had lost theirs. */
    static final Duration HEARING = Duration.ofMinutes(2);

    /** In which servers take up a new certificate. */
    static final Duration TAKING_UP = Duration.ofHours(1);

    private final List<String> dnsNames;

    /**
     * @param dnsNames that the certificate is to be for
     */
    public Renewal(List<String> dnsNames) {
        if (dnsNames.isEmpty()) {
            throw new IllegalArgumentException("a certificate is for one name at least");
        }
        this.dnsNames = List.copyOf(dnsNames);
    }

    /** What an operator may ask for before its time. */
    public enum Request {
        NONE,
        CERTIFICATE,
        AUTHORITY
    }

    /** A first authority and certificate. */
    public ManagedCertificate first(Instant now) {
        KeyedCertificate authority = Authority.create(now);
        return new ManagedCertificate(authority, Authority.issue(authority, dnsNames, now), null, List.of());
    }

    /** What is to take the place of the present state now; empty if it may stay. */
    public Optional<ManagedCertificate> next(ManagedCertificate present, Request request, Instant now) {
        KeyedCertificate authority = present.authority();
        if (!now.isBefore(authority.notAfter())) {
            // Nobody trusts it any more: there is nothing to be gentle with.
            return Optional.of(first(now));
        }
        KeyedCertificate next = present.next();
        if (next != null) {
            return made(next).plus(HEARING).isAfter(now)
                    ? Optional.empty()
                    : Optional.of(new ManagedCertificate(
                            next, Authority.issue(next, dnsNames, now), null, List.of(authority.certificate())));
        }
        if (request == Request.AUTHORITY || isDue(authority, now)) {
            return Optional.of(
                    new ManagedCertificate(authority, present.certificate(), Authority.create(now), present.former()));
        }
        if (request == Request.CERTIFICATE
                || isDue(present.certificate(), now)
                || !present.certificate().dnsNames().equals(names())) {
            return Optional.of(new ManagedCertificate(
                    authority, Authority.issue(authority, dnsNames, now), null, present.former()));
        }
        if (!present.former().isEmpty()
                && made(present.certificate()).plus(TAKING_UP).isBefore(now)) {
            return Optional.of(new ManagedCertificate(authority, present.certificate(), null, List.of()));
        }
        return Optional.empty();
    }

    private Set<String> names() {
        return new TreeSet<>(dnsNames);
    }

    /** Whether two thirds of its life are over. */
    private static boolean isDue(KeyedCertificate certificate, Instant now) {
        Duration life = Duration.between(certificate.notBefore(), certificate.notAfter());
        return !now.isBefore(certificate.notBefore().plus(life.multipliedBy(2).dividedBy(3)));
    }

    private static Instant made(KeyedCertificate certificate) {
        return certificate.notBefore().plus(Authority.BACKDATED);
    }
}
