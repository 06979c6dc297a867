package chorus.api;

import java.net.URI;

/// How the API is served.
///
/// @param host               the address to listen on
/// @param port               0 takes any free port; [ApiServer#port] tells which
/// @param denyPrivateTargets refuses agents and trunks at private or loopback addresses, and `ws://`
/// @param version            shown by `/health` and in the document
/// @param publicUrl          where clients reach this server, shown in the document's examples
public record ApiOptions(String host, int port, boolean denyPrivateTargets, String version, URI publicUrl) {}
