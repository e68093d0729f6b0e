package dev.plinth.report;

/**
 * The replica that is asked, and the one that audits: of several only one looks at what runs.
 *
 * @param name of the pod that is asked
 * @param namespace of both
 * @param port on which a replica serves its report
 * @param audits whether the background audit is on at all
 * @param auditor name of the pod that audits; empty while none is known
 */
public record Replica(String name, String namespace, int port, boolean audits, String auditor) {

    /** Whether what runs is to be seen at another one. */
    public boolean elsewhere() {
        return audits && !auditor.isEmpty() && !auditor.equals(name);
    }

    /** The command that leads to the one that audits. */
    public String command() {
        return "kubectl -n " + namespace + " port-forward pod/" + auditor + " 9000:" + port;
    }
}
