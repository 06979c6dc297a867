package chorus.sip.auth;

import java.util.function.Supplier;

/// Who we are to a far side that asks: a name, and where its password is had. Never prints the password.
public record Credentials(String username, Supplier<String> password) {
    @Override
    public String toString() {
        return "Credentials of " + username;
    }
}
