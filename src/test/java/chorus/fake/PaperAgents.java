package chorus.fake;

import chorus.phonebook.Agent;
import chorus.phonebook.Agents;
import chorus.phonebook.Page;
import java.util.Optional;
import java.util.UUID;

/// A phonebook with one agent.
public record PaperAgents(Agent agent) implements Agents {
    @Override
    public Optional<Agent> find(UUID organizationId, UUID id) {
        return Optional.of(agent)
                .filter(one -> one.id().equals(id) && one.organizationId().equals(organizationId));
    }

    @Override
    public Agent add(Agent added) {
        throw new UnsupportedOperationException("Nobody writes here.");
    }

    @Override
    public Page<Agent> list(UUID organizationId, int limit, int offset) {
        throw new UnsupportedOperationException("Nobody lists here.");
    }

    @Override
    public Optional<Agent> replace(Agent changed) {
        throw new UnsupportedOperationException("Nobody writes here.");
    }

    @Override
    public Removal remove(UUID organizationId, UUID id) {
        throw new UnsupportedOperationException("Nobody writes here.");
    }
}
