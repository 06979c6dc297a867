package chorus.doctor;

import java.util.List;
import java.util.UUID;

/// What to change about an agent that did not take the call's stream.
final class AgentAdvice {
    private AgentAdvice() {}

    static List<String> unreachable(Evidence evidence) {
        var why = evidence.found("agent stream open");
        return List.of(first(why) + " " + Advice.sentence(why), "The agent is " + agent(evidence) + ".");
    }

    private static String first(String why) {
        if (why.contains("refused the connection")) {
            return "Start the agent's program, or correct `runtime.url`: nothing listens there.";
        }
        if (why.contains("host name")) {
            return "Correct the host in `runtime.url`, or this server's DNS: the name leads nowhere.";
        }
        if (why.contains("within")) {
            return "Let the agent accept the call sooner, or raise CHORUS_AGENT_TIMEOUT_MS: callers wait meanwhile.";
        }
        if (why.contains("answered 401") || why.contains("answered 403")) {
            return "Correct the key in `runtime.headers`: the agent wants another.";
        }
        if (why.contains("answered 404")) {
            return "Correct the path in `runtime.url`: the host is there, the path is not.";
        }
        if (why.contains("TLS")) {
            return "Correct the certificate of the agent's host, or the host name in `runtime.url`.";
        }
        if (why.contains("private") || why.contains("CHORUS_PRIVATE_TARGETS")) {
            return "Give the agent a public address, or set CHORUS_PRIVATE_TARGETS to allow.";
        }
        return "Correct `runtime.url` or the program behind it.";
    }

    private static String agent(Evidence evidence) {
        return evidence.call().call().agentId().map(UUID::toString).orElse("unknown");
    }
}
