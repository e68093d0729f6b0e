package dev.plinth.certificates;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the program keeps of its own authority, together: all replicas serve the same certificate, and all trust the same.
 *
 * @param authority that signed the certificate
 * @param certificate that is served
 * @param next authority that is to follow, already trusted; null if none is under way
 * @param former authorities that are still trusted, for servers that have not heard yet
 */
public record ManagedCertificate(
        KeyedCertificate authority,
        KeyedCertificate certificate,
        @Nullable KeyedCertificate next,
        List<X509Certificate> former) {

    private static final String AUTHORITY = "ca.crt";
    private static final String AUTHORITY_KEY = "ca.key";
    private static final String CERTIFICATE = "tls.crt";
    private static final String CERTIFICATE_KEY = "tls.key";
    private static final String NEXT = "next-ca.crt";
    private static final String NEXT_KEY = "next-ca.key";
    private static final String FORMER = "former-ca.crt";

    public ManagedCertificate {
        former = List.copyOf(former);
    }

    /**
     * Reads what {@link #data} wrote.
     *
     * @throws BadCertificateException if a part is missing or does not fit the others
     */
    public static ManagedCertificate parse(Map<String, String> data) throws BadCertificateException {
        KeyedCertificate authority = pair(data, AUTHORITY, AUTHORITY_KEY);
        KeyedCertificate certificate = pair(data, CERTIFICATE, CERTIFICATE_KEY);
        if (!certificate.isSignedBy(authority.certificate())) {
            throw new BadCertificateException("the certificate is not signed by the authority beside it");
        }
        String former = data.getOrDefault(FORMER, "");
        return new ManagedCertificate(
                authority,
                certificate,
                data.containsKey(NEXT) ? pair(data, NEXT, NEXT_KEY) : null,
                former.isBlank() ? List.of() : Pem.certificates(former));
    }

    private static KeyedCertificate pair(Map<String, String> data, String certificate, String key)
            throws BadCertificateException {
        String chain = data.get(certificate);
        String secret = data.get(key);
        if (chain == null || secret == null) {
            throw new BadCertificateException(certificate + " or " + key + " is missing");
        }
        return KeyedCertificate.parse(chain, secret);
    }

    /** As entries of a Secret of type {@code kubernetes.io/tls}. */
    public Map<String, String> data() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put(AUTHORITY, authority.chainPem());
        data.put(AUTHORITY_KEY, authority.keyPem());
        data.put(CERTIFICATE, certificate.chainPem());
        data.put(CERTIFICATE_KEY, certificate.keyPem());
        if (next != null) {
            data.put(NEXT, next.chainPem());
            data.put(NEXT_KEY, next.keyPem());
        }
        if (!former.isEmpty()) {
            data.put(FORMER, Pem.write(former));
        }
        return data;
    }

    /** All authorities that clients are to trust (PEM): what goes into a caBundle. */
    public String trust() {
        List<X509Certificate> trusted = new ArrayList<>();
        trusted.add(authority.certificate());
        if (next != null) {
            trusted.add(next.certificate());
        }
        trusted.addAll(former);
        return Pem.write(trusted);
    }

    /** Names no key. */
    @Override
    public String toString() {
        return certificate.toString();
    }
}
