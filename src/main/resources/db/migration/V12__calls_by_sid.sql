-- Agents that command their calls name them by this.
create index calls_of_sid on calls (call_sid);
