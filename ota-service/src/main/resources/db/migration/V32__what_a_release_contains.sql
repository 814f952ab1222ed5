-- The manifest as the trusted targets signed it, and of it what decides which cars the release fits.
alter table release
    add column manifest        text,
    add column calibration_ids text[] not null default '{}',
    add column market_ids      text[] not null default '{}',
    add column least_agent     text,
    add column least_agent_parts integer[] generated always as
        (string_to_array(substring(least_agent from '^[0-9]+(?:[.][0-9]+)*'), '.')::integer[]) stored;
alter table vehicle
    add column agent_parts integer[] generated always as
        (string_to_array(substring(agent_version from '^[0-9]+(?:[.][0-9]+)*'), '.')::integer[]) stored;

-- Why a release must not come to a car: the one place that says so, for who is chosen, who is offered it, who may switch, and why not.
create function obstacles(v vehicle, e release) returns text[] language sql stable as $$
    select array_remove(array[
        case when e.state = 'revoked' then 'revoked' end,
        case when cardinality(e.calibration_ids) > 0 and v.calibration_id <> all (e.calibration_ids) then 'calibration' end,
        case when cardinality(e.market_ids) > 0 and v.market_id <> all (e.market_ids) then 'market' end,
        case when e.least_agent_parts is not null and coalesce(v.agent_parts < e.least_agent_parts, true)
             then 'agent-version' end], null)
$$;
