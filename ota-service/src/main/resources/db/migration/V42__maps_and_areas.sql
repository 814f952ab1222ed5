-- A release may be for certain maps, and for cars that are commissioned for no other than certain operating areas.
alter table vehicle
    add column map_id             text   not null default '',
    add column operating_area_ids text[] not null default '{}';
alter table release
    add column map_ids            text[] not null default '{}',
    add column operating_area_ids text[] not null default '{}';

create or replace function obstacles(v vehicle, e release) returns text[] language sql stable as $$
    select array_remove(array[
        case when e.state = 'revoked' then 'revoked' end,
        case when cardinality(e.calibration_ids) > 0 and v.calibration_id <> all (e.calibration_ids) then 'calibration' end,
        case when cardinality(e.market_ids) > 0 and v.market_id <> all (e.market_ids) then 'market' end,
        case when cardinality(e.map_ids) > 0 and v.map_id <> all (e.map_ids) then 'map' end,
        case when cardinality(e.operating_area_ids) > 0
                  and (cardinality(v.operating_area_ids) = 0 or not v.operating_area_ids <@ e.operating_area_ids)
             then 'operating-area' end,
        case when e.least_agent_parts is not null and coalesce(v.agent_parts < e.least_agent_parts, true)
             then 'agent-version' end], null)
$$;

-- What was kept before said nothing of maps and areas: it is for all of them.
update release set manifest = jsonb_set(manifest::jsonb, '{compatibility}',
        manifest::jsonb -> 'compatibility' || '{"maps": [], "operatingAreas": []}')::text
    where manifest is not null;
