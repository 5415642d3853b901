-- The townships (街道) in their order, with their place on the schematic tile map.
select township, position, tile_column, tile_row
from township
order by position, township
